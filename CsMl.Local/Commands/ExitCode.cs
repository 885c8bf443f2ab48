namespace CsMl.Local.Commands;

/// <summary>Exit codes of the commands.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Nothing was done; the message states the reason.</summary>
    public const int Failed = 1;

    /// <summary>Done, except for the reported lines or accounts.</summary>
    public const int Incomplete = 2;

    /// <summary>An argument cannot be used, and nothing was done.</summary>
    public const int BadArgument = 2;

    /// <summary>The store is damaged or its rows contradict each other.</summary>
    public const int Damaged = 3;

    /// <summary>Interrupted by Ctrl+C, with the number that shells use.</summary>
    public const int Interrupted = 130;
}
