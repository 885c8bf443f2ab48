namespace CsMl.Local.Commands;

/// <summary>What a script learns from a command.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Nothing was done, and the message says why.</summary>
    public const int Failed = 1;

    /// <summary>Done, but for the lines that were told.</summary>
    public const int SomeLinesBad = 2;

    /// <summary>The store is damaged, or its rows contradict each other.</summary>
    public const int Damaged = 3;

    /// <summary>By Ctrl+C, as shells number it.</summary>
    public const int Interrupted = 130;
}
