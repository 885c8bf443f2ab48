namespace CsMl.Local.Host.Queues;

/// <summary>The queue for messages that failed too often. Only people read it.</summary>
public static class PoisonQueue
{
    private const string Suffix = "-poison";

    public static string Of(string queue) => queue + Suffix;
}
