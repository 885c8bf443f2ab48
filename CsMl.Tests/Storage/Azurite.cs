using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace CsMl.Tests.Storage;

/// <summary>
/// Microsoft's storage emulator, started once for all tests that need it, in memory, on free ports of the loopback
/// address. Its packages are installed on first use, as <c>package-lock.json</c> names them.
/// </summary>
public sealed class Azurite : IAsyncLifetime, IDisposable
{
    /// <summary>The emulator's one account and its well-known key: https://learn.microsoft.com/azure/storage/common/storage-use-azurite.</summary>
    public const string AccountName = "devstoreaccount1";

    public const string AccountKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>An account of its own for the tests of the worker, whose tables and queues have fixed names. Its key is the same.</summary>
    private const string WorkerAccountName = "worker";

    private static readonly TimeSpan StartTimeout = HangGuard.Limit;

    private readonly StringBuilder _output = new();
    private Process? _process;

    public Uri TableEndpoint { get; private set; } = null!;

    public Uri QueueEndpoint { get; private set; } = null!;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};"
        + $"TableEndpoint={TableEndpoint};QueueEndpoint={QueueEndpoint};";

    public string WorkerConnectionString =>
        ConnectionString.Replace(AccountName, WorkerAccountName, StringComparison.Ordinal);

    /// <summary>
    /// A shared access signature for all tables of the account, without its question mark:
    /// https://learn.microsoft.com/rest/api/storageservices/create-account-sas.
    /// </summary>
    /// <param name="permissions">Letters of <c>rwdlau</c>, in this order.</param>
    public static string TableSignature(string permissions) => Signature('t', permissions);

    /// <summary>The same for all queues.</summary>
    /// <param name="permissions">Letters of <c>rwdlaup</c>, in this order.</param>
    public static string QueueSignature(string permissions) => Signature('q', permissions);

    private static string Signature(char service, string permissions)
    {
        const string version = "2019-02-02";
        const string until = "2099-01-01T00:00:00Z";
        var text = $"{AccountName}\n{permissions}\n{service}\nsco\n\n{until}\n\n\n{version}\n";
        var signature = Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(AccountKey), Encoding.UTF8.GetBytes(text))
        );
        return $"sv={version}&ss={service}&srt=sco&sp={permissions}&se={Uri.EscapeDataString(until)}"
            + $"&sig={Uri.EscapeDataString(signature)}";
    }

    public async Task InitializeAsync()
    {
        if (NeedsNodeAttribute.SkipReason is not null)
        {
            return;
        }

        var folder = await NpmPackages.InstallAsync("CsMl.Tests/Storage/azurite");
        var main = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");

        // A port can be taken between its choice and its use; the next attempt chooses others.
        for (var attempt = 1; !await TryStartAsync(main); attempt++)
        {
            if (attempt == 3)
            {
                throw new InvalidOperationException($"Azurite did not start: {_output}");
            }
        }
    }

    /// <summary>Stops the process where it stands, as a machine does that hangs: what it is asked, it neither answers nor refuses.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Stop();

    private async Task<bool> TryStartAsync(string main)
    {
        var (blob, queue, table) = FreePorts();
        TableEndpoint = new Uri($"http://127.0.0.1:{table}/{AccountName}");
        QueueEndpoint = new Uri($"http://127.0.0.1:{queue}/{AccountName}");
        var start = new ProcessStartInfo(ProgramPath.Find("node") ?? "node")
        {
            ArgumentList =
            {
                main,
                "--blobPort",
                $"{blob}",
                "--queuePort",
                $"{queue}",
                "--tablePort",
                $"{table}",
                "--inMemoryPersistence",
                "--skipApiVersionCheck",
                "--disableTelemetry",
                "--silent",
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = $"{AccountName}:{AccountKey};{WorkerAccountName}:{AccountKey}";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync(table) || !await AnswersAsync(queue))
        {
            if (_process.HasExited || clock.Elapsed > StartTimeout)
            {
                Stop();
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return true;
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"kill -{signal} ended with {kill.ExitCode}.");
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }

    private void Stop()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static (int Blob, int Queue, int Table) FreePorts()
    {
        using TcpListener blob = new(IPAddress.Loopback, 0);
        using TcpListener queue = new(IPAddress.Loopback, 0);
        using TcpListener table = new(IPAddress.Loopback, 0);
        return (Port(blob), Port(queue), Port(table));

        static int Port(TcpListener listener)
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
