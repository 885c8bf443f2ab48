namespace CsMl.Local.Commands;

/// <summary>From a file that cannot be read or written to what a person at the terminal is told.</summary>
internal static class FileTrouble
{
    /// <summary>EPIPE, in .NET's own numbering of errors on Unix and as Windows says it.</summary>
    private const int BrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);

    public static async Task<int> TellAsync(Exception trouble, TextWriter errors)
    {
        if (IsClosedPipe(trouble))
        {
            // `| head` has seen enough; that is no failure.
            return ExitCode.Done;
        }

        // A storage account's refusal goes on for many lines.
        await errors.WriteLineAsync(trouble.Message.AsMemory(0, LengthOfFirstLine(trouble.Message)));
        return ExitCode.Failed;
    }

    private static int LengthOfFirstLine(string text) =>
        text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length;

    private static bool IsClosedPipe(Exception trouble) =>
        trouble is IOException { HResult: BrokenPipe or WindowsBrokenPipe };
}
