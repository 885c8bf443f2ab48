using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Storage;
using CsMl.Tests.Host;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.LanguageModel.Client;

public sealed class BudgetStoreTests : IDisposable
{
    private const string Tenant = "acme";

    private readonly TemporaryStore _store = new();
    private readonly RecordedLog _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly FailingTable _runs;

    public BudgetStoreTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        _runs = new FailingTable(_store.Tables.Runs);
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task What_cannot_be_written_counts_in_this_process_and_goes_with_the_next_that_can()
    {
        var (here, elsewhere) = (Spend(), Spend());
        Break();
        await here.AddAsync(Tokens(60));
        await here.AddAsync(Tokens(30));

        Assert.True(await here.HasLeftAsync(CancellationToken.None));
        await here.AddAsync(Tokens(10));
        Assert.False(await here.HasLeftAsync(CancellationToken.None));
        Assert.True(await elsewhere.HasLeftAsync(CancellationToken.None));
        Assert.Equal(3, _log.Entries.Count(entry => entry.Level == LogLevel.Warning));

        _runs.Mend();
        await here.AddAsync(Tokens(1));
        Assert.False(await elsewhere.HasLeftAsync(CancellationToken.None));
        await here.AddAsync(Tokens(1));
        Assert.Equal("""{"tokens":102,"cost":0}""", await RowAsync());
    }

    [Fact]
    public async Task Of_many_that_could_not_be_written_at_once_none_is_lost()
    {
        var budget = Spend();
        Break();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => budget.AddAsync(Tokens(1))));
        _runs.Mend();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => budget.AddAsync(Tokens(1))));

        Assert.Equal("""{"tokens":100,"cost":0}""", await RowAsync());
    }

    [Fact]
    public async Task Another_tenants_trouble_is_not_ones_own()
    {
        Break();
        var spending = New();
        await spending.Of(Tenant, null).AddAsync(Tokens(100));

        Assert.True(await spending.Of("other", null).HasLeftAsync(CancellationToken.None));
        Assert.False(await spending.Of(Tenant, null).HasLeftAsync(CancellationToken.None));
    }

    private IModelBudget Spend() => New().Of(Tenant, null);

    private BudgetStore New() =>
        new(
            _store.Tables with
            {
                Runs = _runs,
            },
            Options.Create(new LlmOptions { DailyTokens = 100 }),
            new FakeTimeProvider(Some.Now),
            _loggers.CreateLogger<BudgetStore>()
        );

    private void Break() =>
        _runs.Fail(EntityKey.Of(Tenant, "spent"), reads: false, new StorageUnavailableException("busy"));

    private async Task<string> RowAsync()
    {
        var key = EntityKey.Of("day", $"{Some.Now:yyyy-MM-dd}");
        var row = await _runs.FindAsync(EntityKey.Of(Tenant, "spent"), key, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(row!.Json.Span);
    }

    private static ModelUsage Tokens(int count) => new("m", count, 0, 0);
}
