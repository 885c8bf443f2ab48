using System.Text.Json;
using Azure;
using CsMl.Core.Storage;

namespace CsMl.Local.Commands;

/// <summary>Turns an error of a file or storage account into a message for the terminal.</summary>
internal static class FileErrors
{
    /// <summary>Where a damaged store is looked through.</summary>
    public const string AskDoctor = " The command `doctor` says what is wrong and what to do.";

    /// <summary>EPIPE: the error number of .NET on Unix, and below it the HRESULT on Windows.</summary>
    private const int BrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);

    /// <summary>True if the command ends with a message; any other exception is a defect of the app.</summary>
    public static bool AreTold(Exception trouble) =>
        trouble
            is StorageUnavailableException
                or BadArgumentException
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
            // The reader of the pipe, such as `| head`, has enough; that is not a failure.
            return ExitCode.Done;
        }

        await errors.WriteLineAsync(
            trouble switch
            {
                // The exception's full message has many lines.
                RequestFailedException refusal =>
                    $"The storage account refuses with {refusal.Status} {refusal.ErrorCode}: {FirstLine(refusal.Message)}",
                DamagedRowException => trouble.Message + advice,
                _ when IsBadRow(trouble) => "A row of the store is damaged and cannot be read." + advice,
                StorageDamagedException => trouble.Message + advice,
                _ => trouble.Message,
            }
        );
        return trouble switch
        {
            BadArgumentException or InvalidSettingException => ExitCode.BadArgument,
            FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => ExitCode.BadArgument,
            StorageDamagedException => ExitCode.Damaged,
            _ when IsBadRow(trouble) => ExitCode.Damaged,
            _ => ExitCode.Failed,
        };
    }

    /// <summary>True for exceptions that the app throws for rows it did not write in this form.</summary>
    private static bool IsBadRow(Exception trouble) =>
        trouble is JsonException or InvalidDataException or FormatException or NotSupportedException;

    private static string FirstLine(string text) => text.Split('\r', '\n')[0];

    private static bool IsClosedPipe(Exception trouble) =>
        trouble is IOException { HResult: BrokenPipe or WindowsBrokenPipe };
}
