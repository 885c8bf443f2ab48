using Microsoft.Win32.SafeHandles;

namespace CsMl.Local.Commands;

/// <summary>The files a command reads and writes, of which <c>-</c> is the console's own.</summary>
internal static class StandardStreams
{
    public const string Console = "-";

    private const int OutputHandle = 1;
    private const int Unbuffered = 0;

    public static Stream OpenInput(string path) =>
        path == Console
            ? System.Console.OpenStandardInput()
            : new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite,
                Unbuffered,
                FileOptions.SequentialScan | FileOptions.Asynchronous
            );

    public static Stream OpenOutput(string path) =>
        path == Console
            ? OpenConsole()
            : new FileStream(
                path,
                FileMode.Create,
                FileAccess.Write,
                FileShare.Read,
                Unbuffered,
                FileOptions.Asynchronous
            );

    /// <summary>
    /// The console's stream keeps silent when the reader of a pipe has gone, and a command would work on for nobody;
    /// a file stream throws. It is not used where the output is a file, because it writes at a position of its own
    /// and so over what others write to the same file.
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
