namespace CsMl.Local.Commands;

/// <summary>Exit codes of the commands.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something that the command needs failed: a disk, a storage account, a model's server, a port.</summary>
    public const int Failed = 1;

    /// <summary>Done, except for the reported lines or accounts. A script treats it as <see cref="Failed"/>.</summary>
    public const int Incomplete = 1;

    /// <summary>The command, a setting or its input is wrong, and nothing was done.</summary>
    public const int BadArgument = 2;

    /// <summary>The store is damaged or its rows contradict each other.</summary>
    public const int Damaged = 3;

    /// <summary>Interrupted by Ctrl+C, with the number that shells use.</summary>
    public const int Interrupted = 130;
}
