using Microsoft.Win32.SafeHandles;

namespace CsMl.Local.Commands;

/// <summary>Opens the input and output files of a command; <c>-</c> is the console.</summary>
internal static class StandardStreams
{
    public const string Console = "-";

    private const int OutputHandle = 1;
    private const int Unbuffered = 0;

    /// <exception cref="BadArgumentException">The path is a folder.</exception>
    public static Stream OpenInput(string path) =>
        path == Console ? System.Console.OpenStandardInput()
        : Directory.Exists(path) ? throw new BadArgumentException($"'{path}' is a folder; name a file in it.")
        : new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite,
            Unbuffered,
            FileOptions.SequentialScan | FileOptions.Asynchronous
        );

    public static Stream OpenOutput(string path) => path == Console ? OpenConsole() : PrivateFile.Create(path);

    /// <summary>
    /// Opens the console as a file stream, which throws when the reader of a pipe has gone; the console's own stream
    /// ignores that, and the command would continue without a reader. Not used if the output is a file, because a file
    /// stream has its own position and would overwrite what others write to the same file.
    /// </summary>
    private static Stream OpenConsole()
    {
        if (OperatingSystem.IsWindows())
        {
            return System.Console.OpenStandardOutput();
        }

        var stream = new FileStream(new SafeFileHandle(OutputHandle, ownsHandle: false), FileAccess.Write, Unbuffered);
        return stream.CanSeek ? System.Console.OpenStandardOutput() : stream;
    }
}
