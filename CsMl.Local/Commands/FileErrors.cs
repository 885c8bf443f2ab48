using System.Text.Json;
using Azure;
using CsMl.Core.Storage;

namespace CsMl.Local.Commands;

/// <summary>From a file or a storage account that cannot be read or written to what a person at the terminal is told.</summary>
internal static class FileErrors
{
    private const string AskDoctor = " The command `doctor` says what is wrong and what to do.";

    /// <summary>EPIPE, in .NET's own numbering of errors on Unix and as Windows says it.</summary>
    private const int BrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);

    /// <summary>True where a command ends with a sentence; all else is a defect of the app.</summary>
    public static bool AreTold(Exception trouble) =>
        trouble
            is StorageUnavailableException
                or ModelServerException
                or InvalidSettingException
                or RequestFailedException
                or IOException
                or UnauthorizedAccessException
        || IsBadRow(trouble);

    /// <param name="advice">Where a damaged store is looked through; null: it is being looked through.</param>
    public static async Task<int> TellAsync(Exception trouble, TextWriter errors, string? advice = AskDoctor)
    {
        if (IsClosedPipe(trouble))
        {
            // `| head` has seen enough; that is no failure.
            return ExitCode.Done;
        }

        await errors.WriteLineAsync(
            trouble switch
            {
                // Its message goes on for many lines.
                RequestFailedException refusal =>
                    $"The storage account refuses with {refusal.Status} {refusal.ErrorCode}: {FirstLine(refusal.Message)}",
                _ when IsBadRow(trouble) => "A row of the store is damaged and cannot be read." + advice,
                StorageDamagedException => trouble.Message + advice,
                _ => trouble.Message,
            }
        );
        return trouble is StorageDamagedException || IsBadRow(trouble) ? ExitCode.Damaged : ExitCode.Failed;
    }

    /// <summary>What the app throws for rows that are not as it wrote them.</summary>
    private static bool IsBadRow(Exception trouble) =>
        trouble is JsonException or InvalidDataException or FormatException or NotSupportedException;

    private static string FirstLine(string text) => text.Split('\r', '\n')[0];

    private static bool IsClosedPipe(Exception trouble) =>
        trouble is IOException { HResult: BrokenPipe or WindowsBrokenPipe };
}
