using CsMl.Core.Accounts;
using CsMl.Tests.Crm.Platform;

namespace CsMl.Tests.Crm.Http;

/// <summary>An adapter that does not know any more what it has said, and that lists no deletion then.</summary>
public sealed class AdapterRecoveryTests : IAsyncLifetime
{
    private AdapterRig _rig = null!;

    private FakeCrm Crm => _rig.Crm;

    public async Task InitializeAsync() => _rig = await AdapterRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Accounts_that_a_restored_backup_does_not_have_are_removed()
    {
        Crm.Put(Accounts(20));
        await _rig.SyncAsync();
        var backup = Crm.BackUp();
        Crm.Put(Some.Account("later"));
        await _rig.SyncAsync();

        Crm.Restore(backup);
        await _rig.SyncAsync();

        Assert.Equal(20, (await _rig.IndexAsync()).Count);
    }

    [Fact]
    public async Task Accounts_that_were_deleted_and_forgotten_are_removed_however_many_they_are()
    {
        Crm.Put(Accounts(1_100));
        await _rig.SyncAsync();
        Crm.Remove(Accounts(1_050).Select(account => account.AccountId));
        Crm.ForgetChanges();
        await _rig.SyncAsync();

        Assert.Equal(Crm.Accounts.Select(InWords.Of).Order(StringComparer.Ordinal), await _rig.IndexAsync());
        Assert.Equal(50, Crm.Accounts.Count);
    }

    [Fact]
    public async Task An_account_that_the_list_lacks_stays_while_the_adapter_has_it_or_does_not_say()
    {
        Crm.Put(Accounts(3));
        await _rig.SyncAsync();
        Crm.Unlisted["a0"] = Crm.Unlisted["a1"] = Crm.Unlisted["a2"] = true;
        Crm.ForgetChanges();
        Crm.Remove("a1");
        Crm.ForgetChanges();
        Crm.Before = context =>
        {
            var isThird = context.Request.Path == "/accounts/a2/context";
            context.Response.StatusCode = isThird ? 500 : 200;
            return Task.FromResult(isThird);
        };

        await _rig.SyncAsync();

        Assert.Equal(["a0", "a2"], (await _rig.IndexAsync()).Select(account => account.Split(' ')[0]));
        Assert.Equal("a2", Assert.Single((await _rig.StateAsync()).Failures).AccountId);
    }

    [Theory]
    [InlineData("/accounts", 2)]
    [InlineData("/accounts/a5/context", 1)]
    public async Task A_sync_that_died_while_it_compared_reads_what_has_changed_since(string path, int request)
    {
        Crm.Put(Accounts(20));
        await _rig.SyncAsync();
        Crm.Remove("a5");
        Crm.ForgetChanges();
        using var death = new CancellationTokenSource();
        Crm.Before = context =>
        {
            // The list is read from its beginning twice: for the accounts, and for the comparison of their ids.
            var isOf = context.Request.Path == path && !context.Request.Query.ContainsKey("cursor");
            return isOf && --request == 0 ? death.CancelAsync().ContinueWith(_ => false) : Task.FromResult(false);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _rig.Sync.RunAsync(SyncRig.AppTenant, death.Token)
        );
        Crm.Before = _ => Task.FromResult(false);
        _rig.Restart();
        Crm.Put(Some.Account("a6") with { Name = "Renamed" }, Some.Account("new"));

        await _rig.SyncAsync();

        Assert.Equal(Crm.Accounts.Select(InWords.Of).Order(StringComparer.Ordinal), await _rig.IndexAsync());
    }

    [Fact]
    public async Task A_first_sync_reads_the_list_once()
    {
        Crm.Put(Accounts(20));

        await _rig.SyncAsync();

        Assert.Equal(3, Crm.Requests.Count);
    }

    private static IEnumerable<AccountFacts> Accounts(int count) =>
        Enumerable.Range(0, count).Select(i => Some.Account($"a{i}"));
}
