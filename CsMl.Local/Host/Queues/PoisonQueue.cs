namespace CsMl.Local.Host.Queues;

/// <summary>Where messages go that failed too often. Nothing reads it but people.</summary>
public static class PoisonQueue
{
    private const string Suffix = "-poison";

    public static string Of(string queue) => queue + Suffix;
}
