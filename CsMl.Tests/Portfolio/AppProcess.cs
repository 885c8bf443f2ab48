using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CsMl.Tests.Portfolio;

/// <summary>The app's command line in a process of its own, so that it can be killed as a machine that fails kills it.</summary>
internal sealed partial class AppProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private AppProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All that it has used so far.</summary>
    public TimeSpan ProcessorTime => _process.TotalProcessorTime;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has written to either stream so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Where <see cref="ServeAsync"/> listens.</summary>
    public Uri Address => new(Listening().Match(Output).Value);

    /// <summary>Starts the app as the host of its functions, as Azure's is, and waits until it listens.</summary>
    public static async Task<AppProcess> ServeAsync(
        string directory,
        IEnumerable<(string Name, string? Value)> settings,
        CancellationToken cancellation
    )
    {
        var host = Start(
            settings,
            "serve",
            "--no-sample",
            "--like-azure",
            "--data",
            directory,
            "--urls",
            "http://127.0.0.1:0"
        );
        while (!Listening().IsMatch(host.Output))
        {
            if (host.HasExited)
            {
                throw new InvalidOperationException(host.Output);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
        }

        return host;
    }

    /// <param name="settings">In its environment; null: not there, whatever the tests' own says.</param>
    public static AppProcess Start(IEnumerable<(string Name, string? Value)> settings, params string[] arguments) =>
        Start(new FileInfo(Path.Combine(AppContext.BaseDirectory, "CsMl.Local.dll")), settings, arguments);

    /// <param name="assembly">The program. Its folder is the working directory.</param>
    public static AppProcess Start(
        FileInfo assembly,
        IEnumerable<(string Name, string? Value)> settings,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [assembly.FullName, .. arguments]
        )
        {
            WorkingDirectory = assembly.DirectoryName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new AppProcess(start);
    }

    /// <summary>Ends it at once: nothing of it runs any more, no <c>finally</c> either.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            _lines.Enqueue(text);
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*", RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
