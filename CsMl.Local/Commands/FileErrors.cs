using Azure;

namespace CsMl.Local.Commands;

/// <summary>From a file or a storage account that cannot be read or written to what a person at the terminal is told.</summary>
internal static class FileErrors
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

        await errors.WriteLineAsync(
            trouble is RequestFailedException refusal
                // Its message goes on for many lines.
                ? $"The storage account refuses with {refusal.Status} {refusal.ErrorCode}: {FirstLine(refusal.Message)}"
                : trouble.Message
        );
        return ExitCode.Failed;
    }

    private static string FirstLine(string text) => text.Split('\r', '\n')[0];

    private static bool IsClosedPipe(Exception trouble) =>
        trouble is IOException { HResult: BrokenPipe or WindowsBrokenPipe };
}
