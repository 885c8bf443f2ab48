using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Functions;
using CsMl.Functions.Ctas;
using CsMl.Functions.Http;
using CsMl.Functions.Portfolio;
using CsMl.Local;
using CsMl.Local.Host;
using CsMl.Tests.Host;
using CsMl.Tests.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Http;

/// <summary>
/// The app as it runs on a desk: every function behind a server on a free loopback port, with a store of its own in a
/// temporary folder, a clock that stands still until it is told, and a client.
/// </summary>
internal sealed class RunningApp : IAsyncDisposable
{
    /// <summary>The tenant of mode Single.</summary>
    public const string Tenant = "default";

    private readonly TemporaryFolder _folder;
    private readonly LocalStore _store;
    private readonly WebApplication _app;

    private RunningApp(
        TemporaryFolder folder,
        LocalStore store,
        WebApplication app,
        FakeTimeProvider clock,
        RecordedLog log
    )
    {
        (_folder, _store, _app) = (folder, store, app);
        (Clock, Log) = (clock, log);
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(
            new SocketsHttpHandler
            {
                MaxConnectionsPerServer = 64,
                UseCookies = false,
                AllowAutoRedirect = false,
            }
        )
        {
            BaseAddress = Address,
            Timeout = HangGuard.Limit,
        };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>Begins at <see cref="Some.Now"/>.</summary>
    public FakeTimeProvider Clock { get; }

    public RecordedLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public AccountIndex Index => Service<AccountIndex>();

    public static Task<RunningApp> StartAsync(params (string Key, string Value)[] settings) =>
        StartAsync(tables => tables, settings);

    /// <param name="over">What the app has in place of its tables.</param>
    public static Task<RunningApp> StartAsync(
        Func<Tables, Tables> over,
        params (string Key, string Value)[] settings
    ) => StartAsync(over, _ => { }, settings);

    /// <param name="services">What the app has in place of its own services, such as another CRM.</param>
    public static Task<RunningApp> StartWithAsync(
        Action<IServiceCollection> services,
        params (string Key, string Value)[] settings
    ) => StartAsync(tables => tables, services, settings);

    public static async Task<RunningApp> StartAsync(
        Func<Tables, Tables> over,
        Action<IServiceCollection> services,
        params (string Key, string Value)[] settings
    )
    {
        // A run that a test holds does not go on by itself: half minutes pass for it when the test says so.
        Type[] held = [typeof(ResumeTimer), typeof(DeliveryTimer)];
        var functions = FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly).Except(held);
        var folder = new TemporaryFolder();
        var store = LocalApp.OpenStore(folder.File("."), new ConfigurationBuilder().Build());
        var clock = new FakeTimeProvider(Some.Now);
        var log = new RecordedLog();
        var app = FunctionHost.Build(
            new FunctionHostOptions
            {
                FunctionClasses = [.. functions],
                DataDirectory = folder.File("host"),
                Urls = "http://127.0.0.1:0",
                Home = LocalApp.Home,
            },
            builder =>
            {
                // The night comes when a test asks for it; on this schedule it comes by itself in 2028.
                builder.Configuration.AddInMemoryCollection([new("Nightly:Schedule", "0 0 2 29 2 *")]);
                builder.Configuration.AddInMemoryCollection(
                    settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))
                );
                builder.Logging.ClearProviders().AddProvider(log);
                // That a caller went away is told to who looks for it alone.
                builder.Logging.AddFilter(typeof(CallFailures).FullName, LogLevel.Debug);
                builder.Services.AddSingleton<TimeProvider>(clock);
                LocalApp.Configure(builder.Services, builder.Configuration, store);
                var tables = builder.Services.Last(s => s.ServiceType == typeof(Tables)).ImplementationFactory!;
                builder.Services.AddSingleton(provider => over((Tables)tables(provider)));
                services(builder.Services);
            }
        );
        await app.StartAsync();
        // What a test has in place of the tables is made now, and not by the first call.
        app.Services.GetRequiredService<Tables>();
        return new RunningApp(folder, store, app, clock, log);
    }

    public T Service<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task<HttpAnswer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    /// <param name="json">Null: no body. Its type is application/json unless the headers say otherwise.</param>
    public Task<HttpAnswer> PostAsync(string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, json, headers);

    public Task<HttpAnswer> PutAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, json, headers);

    public async Task<HttpAnswer> SendAsync(
        HttpMethod method,
        string path,
        string? body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = new("application/json");
        }

        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await SendAsync(request);
    }

    /// <summary>Sends, and checks that the answer is as docs/openapi.json describes it.</summary>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        var answer = await HttpAnswer.OfAsync(response);
        AnswerContract.Check(request.Method.Method, request.RequestUri!.OriginalString.Split('?')[0], answer);
        return answer;
    }

    /// <summary>Predicts, and answers the prediction.</summary>
    public async Task<HttpAnswer> PredictAsync(
        string accountId,
        string type = "CHURN",
        string options = "{}",
        params (string Name, string Value)[] headers
    ) =>
        await PostAsync(
            Account(accountId, "predict"),
            $$"""{"predictionType":"{{type}}","options":{{options}}}""",
            headers
        );

    public async Task PutAsync(AccountFacts facts, string tenant = Tenant) =>
        Assert.True(await Index.PutAsync(tenant, facts, CancellationToken.None));

    public async Task PutSampleAsync(string tenant = Tenant, int accounts = 250)
    {
        var sample = SampleCustomers.Make(Clock.GetUtcNow()).Take(accounts);
        Assert.Empty(await Index.PutManyAsync(tenant, [.. sample], CancellationToken.None));
    }

    /// <summary>Runs the night as an operator would, and answers the run once it is over.</summary>
    public async Task<HttpAnswer> RunNightAsync()
    {
        Assert.Equal(202, (await PostAsync("/admin/functions/NightlyTimer", """{"input":""}""")).Status);
        return await WhenAsync(Portfolio($"runs/nightly-{Clock.GetUtcNow():yyyy-MM-dd}"), IsOver);
    }

    /// <summary>Answers a run that was accepted once it is over.</summary>
    public Task<HttpAnswer> WhenOverAsync(HttpAnswer accepted) => WhenAsync(accepted.Text("statusUrl")!, IsOver);

    public static bool IsOver(HttpAnswer run) => run.Status == 200 && run.Text("data.completedAt") is not null;

    /// <summary>Runs the night in this call, or as much of it as there is time for.</summary>
    /// <remarks>As another process does: with pages of its own.</remarks>
    public async Task NightAsync(CancellationToken cancellation = default)
    {
        var queue = new InlineQueue();
        var scorePage = ActivatorUtilities.CreateInstance<ScorePage>(Services, queue);
        await NightAsync(queue, scorePage, cancellation);
    }

    /// <summary>The same in one process with others; the app's own queue carries what the pages send.</summary>
    public Task NightAsync(ScorePage scorePage) => NightAsync(new InlineQueue(), scorePage, CancellationToken.None);

    private async Task NightAsync(InlineQueue queue, ScorePage scorePage, CancellationToken cancellation)
    {
        await ActivatorUtilities.CreateInstance<StartRun>(Services, queue).NightAsync(cancellation);
        var openRun = ActivatorUtilities.CreateInstance<OpenRun>(Services, queue);
        var steps = new RunSteps(openRun, scorePage, Service<CloseRun>(), Service<Predictor>());
        await queue.WorkOffAsync(steps, null, cancellation);
    }

    /// <summary>Asks again until the answer is as it should be.</summary>
    public async Task<HttpAnswer> WhenAsync(
        string path,
        Func<HttpAnswer, bool> isDone,
        params (string Name, string Value)[] headers
    )
    {
        using var late = new CancellationTokenSource(HangGuard.Limit);
        while (true)
        {
            var answer = await GetAsync(path, headers);
            if (isDone(answer))
            {
                return answer;
            }

            Assert.False(late.IsCancellationRequested, $"{path} still answers {answer.Body}");
        }
    }

    /// <summary>Every row of every table, to compare before and after. A row's version differs after every write.</summary>
    public IReadOnlyList<string> Dump(bool withBodies = true) => StoreFiles.Rows(_folder.File("csml.db"), withBodies);

    /// <summary>The bytes of the store's files as they lie on the disk, deleted rows among them.</summary>
    public string StoreText() => StoreFiles.Text(_folder.File("."));

    public static string Account(string accountId, string rest) => $"/api/crm/accounts/{accountId}/ml/{rest}";

    public static string Portfolio(string rest) => $"/api/crm/accounts/portfolio/ml/{rest}";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }
}
