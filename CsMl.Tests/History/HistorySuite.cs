using System.Globalization;
using System.Text.RegularExpressions;
using CsMl.Tests.Host;
using CsMl.Tests.Portfolio;
using CsMl.Tests.Storage;

namespace CsMl.Tests.History;

/// <summary>
/// Random callers against the app in a process of its own, which is killed now and then; after each round all that it shows
/// is held against all that it has answered. 100 rounds, or as many as <c>CSML_HISTORY_ROUNDS</c> says.
/// </summary>
public abstract partial class HistorySuite : IDisposable
{
    private const int Accounts = 3;
    private const int Callers = 6;
    private const int Steps = 6;
    private const int RoundsWithOneTenant = 10;
    private const int RoundsBetweenKills = 10;

    /// <summary>The emulator looks at every row of a table for each query, so that it becomes slow as it fills.</summary>
    private const int RoundsWithOneStore = 100;

    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("CSML_HISTORY_ROUNDS") ?? "100",
        CultureInfo.InvariantCulture
    );

    private readonly TestDirectory _directory = new();
    private Azurite? _azurite;
    private AppProcess? _app;
    private HttpClient? _client;

    /// <summary>False for the embedded store.</summary>
    protected abstract bool IsAzure { get; }

    public void Dispose()
    {
        _app?.Dispose();
        _client?.Dispose();
        _azurite?.Dispose();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public async Task What_the_app_shows_is_what_it_has_answered()
    {
        var random = new Random(7);
        using var stall = new StallGuard();
        Tenant portfolio = null!;
        List<Caller> callers = [];
        for (var round = 0; round < Rounds; round++)
        {
            if (round % RoundsWithOneStore == 0)
            {
                await StartStorageAsync();
                await StartAsync(stall.Token);
            }

            if (round % RoundsWithOneTenant == 0)
            {
                portfolio = new Tenant(() => _client!, Accounts);
                callers =
                [
                    .. Enumerable
                        .Range(0, Callers)
                        .Select(i => new Caller(
                            portfolio,
                            $"c{i}",
                            i < Accounts ? $"a{i}" : null,
                            new Random(random.Next())
                        )),
                ];
                await Task.WhenAll(callers.Select(caller => caller.BeginAsync(stall.Token)));
            }

            await RunAsync(
                callers,
                round % RoundsBetweenKills == 5 ? random.Next(1, Callers * Steps) : null,
                stall.Token
            );
            var snapshot = await Snapshots.TakeAsync(portfolio, stall.Token);
            portfolio.Know(snapshot.Ctas);
            var violations = CheckHistory.Violations(portfolio.History, snapshot).ToList();
            Assert.True(violations.Count == 0, $"Round {round}: {string.Join(' ', violations)}");
            stall.See(round + 1);
        }
    }

    /// <param name="killAfter">Steps, of all callers together, after which the app is killed; null: it is not.</param>
    private async Task RunAsync(List<Caller> callers, int? killAfter, CancellationToken cancellation)
    {
        var steps = 0;
        await Task.WhenAll(callers.Select(WorkAsync));
        if (killAfter is not null)
        {
            await StartAsync(cancellation);
        }

        async Task WorkAsync(Caller caller)
        {
            for (var i = 0; i < Steps; i++)
            {
                await caller.StepAsync(cancellation);
                if (Interlocked.Increment(ref steps) == killAfter)
                {
                    _app!.Kill();
                }
            }
        }
    }

    private async Task StartStorageAsync()
    {
        if (IsAzure)
        {
            _azurite?.Dispose();
            _azurite = new Azurite();
            await _azurite.InitializeAsync();
        }
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        _app?.Dispose();
        _client?.Dispose();
        _app = AppProcess.Start(
            [
                ("AzureWebJobsStorage", _azurite?.ConnectionString),
                ("Tenancy__Mode", "Header"),
                ("Ctas__AutoGenerateOnPredict", "true"),
                ("Ctas__CooldownDays", "0"),
            ],
            "serve",
            "--no-sample",
            "--data",
            _directory.Path,
            "--urls",
            "http://127.0.0.1:0"
        );
        while (!Address().IsMatch(_app.Output))
        {
            Assert.False(_app.HasExited, _app.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
        }

        _client = new HttpClient
        {
            BaseAddress = new Uri(Address().Match(_app.Output).Value),
            Timeout = HangGuard.Limit,
        };
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
