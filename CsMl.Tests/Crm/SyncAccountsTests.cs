using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using CsMl.Tests.Settings;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace CsMl.Tests.Crm;

public sealed class SyncAccountsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryStore _store = new();
    private readonly IAccountSource _source = Substitute.For<IAccountSource>();

    private TenantSettings Settings => SomeSettings.Of(_store.Tables);

    private AccountIndex Index => new(_store.Tables, TimeProvider.System);

    private FetchAccount Fetch => new(_source, Index, Own, Settings);

    private OwnCtas Own => SomeCrm.OwnCtas(_store.Tables, new EmbeddedCtas());

    private SyncAccounts Sync =>
        new(
            _source,
            Index,
            Fetch,
            SomeCrm.RemoveAccount(_store.Tables, Index),
            Own,
            new SyncStates(_store.Tables),
            new ErasedAccounts(_store.Tables),
            _store.Tables,
            Settings,
            TimeProvider.System,
            NullLogger<SyncAccounts>.Instance
        );

    [Fact]
    public async Task One_that_was_cut_off_goes_on_behind_the_last_page_that_it_finished()
    {
        Answer(null, new AccountPage([Some.Account("a")], [], "1", HasMore: true));
        _source.ListChangedAsync("t", "1", None).ThrowsAsync(new TaskCanceledException("The CRM took too long."));

        var failed = await Assert.ThrowsAsync<CrmException>(() => Sync.RunAsync("t", None));
        Assert.Equal("The CRM could not be read: TaskCanceledException.", failed.Message);
        Assert.NotNull(await FindAsync("a"));

        _source.ClearReceivedCalls();
        Answer("1", new AccountPage([Some.Account("b")], ["a"], "2", HasMore: false));
        Answer("2", new AccountPage([Some.Account("c")], [], "3", HasMore: false));
        await Sync.RunAsync("t", None);

        await _source.DidNotReceive().ListChangedAsync("t", null, None);
        Assert.Null(await FindAsync("a"));
        Assert.NotNull(await FindAsync("b"));
        // What changed while it was cut off.
        Assert.NotNull(await FindAsync("c"));
    }

    [Fact]
    public async Task A_page_that_another_sync_overtook_is_read_again()
    {
        var old = new AccountPage([Some.Account("a") with { Name = "Old" }], [], "1", HasMore: false);
        var current = new AccountPage([Some.Account("a") with { Name = "New" }], [], "2", HasMore: false);
        var asked = 0;
        _source
            .ListChangedAsync("t", null, None)
            .Returns(async _ =>
            {
                if (asked++ > 0)
                {
                    return current;
                }

                // The other one reads what has changed since, and is done first.
                await Sync.RunAsync("t", None);
                return old;
            });

        await Sync.RunAsync("t", None);

        Assert.Equal("New", (await FindAsync("a"))!.Facts.Name);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_page_does_not_undo_what_was_fetched_since_it_was_asked_for()
    {
        var (old, current) = (Some.Account("a") with { Name = "Old" }, Some.Account("a") with { Name = "New" });
        _source.FindAsync(new AccountKey("t", "a"), None).Returns(current);
        _source
            .ListChangedAsync("t", null, None)
            .Returns(async _ =>
            {
                await Fetch.RunAsync(new AccountKey("t", "a"), None);
                return new AccountPage([old, Some.Account("b")], [], "1", HasMore: false);
            });

        await Sync.RunAsync("t", None);

        Assert.Equal("New", (await FindAsync("a"))!.Facts.Name);
        Assert.NotNull(await FindAsync("b"));
    }

    [Fact]
    public async Task A_fetch_that_another_overtook_asks_again()
    {
        var account = new AccountKey("t", "a");
        var asked = 0;
        _source.FindAsync(account, None).Returns(_ => AnswerAsync());

        async Task<AccountFacts?> AnswerAsync()
        {
            if (asked++ > 0)
            {
                return Some.Account("a") with { Name = "New" };
            }

            await Fetch.RunAsync(account, None);
            return Some.Account("a") with { Name = "Old" };
        }

        var known = await Fetch.RunAsync(account, None);

        Assert.Equal(("New", 3), (known!.Facts.Name, asked));
        Assert.Equal(known.Version, (await FindAsync("a"))!.Version);
    }

    [Fact]
    public async Task An_account_that_cannot_be_stored_keeps_no_other_out()
    {
        Answer(null, new AccountPage([Some.Account("~"), Some.Account("a")], ["not/an id"], "1", HasMore: false));

        await Sync.RunAsync("t", None);

        Assert.NotNull(await FindAsync("a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_does_not_remove_what_came_back_since_it_was_asked_for(bool isThere)
    {
        var account = new AccountKey("t", "a");
        _source.FindAsync(account, None).Returns(Some.Account("a"));
        _source
            .ListChangedAsync("t", null, None)
            .Returns(async _ =>
            {
                await Fetch.RunAsync(account, None);
                _source.FindAsync(account, None).Returns(isThere ? Some.Account("a") : null);
                return new AccountPage([], ["a"], "1", HasMore: false);
            });

        await Sync.RunAsync("t", None);

        Assert.Equal(isThere, await FindAsync("a") is not null);
    }

    /// <summary>Two syncs side by side: the one that began first is the slower one.</summary>
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, true)]
    public void One_that_began_earlier_does_not_undo_what_a_later_one_has_left(
        bool laterFails,
        bool earlierFails,
        bool hasError
    )
    {
        var (earlier, later) = (Some.Now, Some.Now.AddMinutes(1));
        var before = new SyncState();
        before = laterFails ? before.Failed(later, "Later.") : before.Completed(later, "origin");

        var after = earlierFails ? before.Failed(earlier, "Earlier.") : before.Completed(earlier, "origin");

        Assert.Equal(laterFails ? earlier : later, after.SyncedAt);
        Assert.Equal(hasError ? ("Later.", later) : (null, (DateTimeOffset?)null), (after.Error, after.ErrorAt));
    }

    [Fact]
    public void One_that_completes_clears_the_error_of_one_before_it()
    {
        var failed = new SyncState().Completed(Some.Now, "origin").Failed(Some.Now.AddMinutes(1), "Down.");

        var after = failed.Completed(Some.Now.AddMinutes(2), "origin");

        Assert.Equal((Some.Now.AddMinutes(2), null, null), (after.SyncedAt, after.Error, after.ErrorAt));
    }

    [Fact]
    public async Task A_source_that_never_moves_on_is_not_asked_for_ever()
    {
        Answer(null, new AccountPage([], [], null, HasMore: true));

        await Assert.ThrowsAsync<CrmException>(() => Sync.RunAsync("t", None));
    }

    [Fact]
    public async Task Large_accounts_are_removed_with_all_their_parts()
    {
        await Index.PutAsync("t", PackedFactsTests.Large(1, 4_000), None);

        await Index.RemoveAsync(new AccountKey("t", "acme"), None);
        await Index.RemoveAsync(new AccountKey("t", "acme"), None);

        Assert.Empty(await TemporaryStore.RowsAsync(_store.Tables.Accounts, "t"));
    }

    public void Dispose() => _store.Dispose();

    private void Answer(string? cursor, AccountPage page) =>
        _source.ListChangedAsync("t", cursor, None).Returns(Task.FromResult(page));

    private Task<KnownAccount?> FindAsync(string id) => Index.FindAsync(new AccountKey("t", id), None);
}
