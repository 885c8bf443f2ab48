using System.Collections.Concurrent;
using CsMl.Core.Accounts;
using CsMl.Tests.Crm.Platform;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm.Http;

/// <summary>People at work on the CRM of an adapter.</summary>
internal sealed class StormyAdapter : IStormyCrm
{
    private static readonly IReadOnlyList<AccountFacts> Sample = SampleCustomers.Make(Some.Now);

    private readonly AdapterRig _rig;
    private readonly ConcurrentDictionary<string, bool> _had = new(StringComparer.Ordinal);
    private readonly List<AccountFacts> _deleted = [];
    private IReadOnlyList<(string Id, AccountFacts? Facts)>? _backup;
    private int _accounts;

    public StormyAdapter(AdapterRig rig, int accounts)
    {
        _rig = rig;
        while (_accounts < accounts)
        {
            Add();
        }
    }

    public SyncRig Rig => _rig;

    public Func<HttpContext, Task<bool>> Before
    {
        set => Crm.Before = value;
    }

    private FakeCrm Crm => _rig.Crm;

    public void Work(Random random)
    {
        var accounts = Crm.Accounts;
        var account = accounts[random.Next(accounts.Count)];
        switch (random.Next(12))
        {
            case 0:
                Add();
                break;
            case 1 or 2 when accounts.Count > 100:
                Delete(account);
                break;
            case 3 when _deleted.Count > 0:
                // Out of the bin, under the id that it had.
                Put(_deleted[random.Next(_deleted.Count)]);
                break;
            case 4:
                Delete(account);
                Put(account with { HealthScore = random.Next(100) });
                break;
            case 5:
                Crm.Mistaken[account.AccountId] = true;
                Put(account);
                break;
            case 6 when !Crm.Mistaken.IsEmpty:
                Crm.Mistaken.TryRemove(Crm.Mistaken.Keys.First(), out _);
                break;
            case 7 or 8:
                Put(account.With(Some.Activity(random.Next(90))));
                break;
            default:
                Put(account with { Name = $"Renamed {random.Next(10_000)}" });
                break;
        }
    }

    public void BackUp() => _backup = Crm.BackUp();

    public void Restore()
    {
        if (_backup is not null)
        {
            Crm.Restore(_backup);
        }
    }

    public void Forget() => Crm.ForgetChanges();

    public void Mend() => Crm.Mistaken.Clear();

    public IReadOnlyList<string> Words() => [.. Crm.Accounts.Select(InWords.Of).Order(StringComparer.Ordinal)];

    public bool Had(AccountFacts facts) => _had.ContainsKey(InWords.Of(facts));

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private void Add()
    {
        var number = _accounts++;
        Put(Sample[number % Sample.Count] with { AccountId = $"a{number}", Name = $"Account {number}" });
    }

    private void Put(AccountFacts facts)
    {
        _had[InWords.Of(facts)] = true;
        Crm.Put(facts);
    }

    private void Delete(AccountFacts account)
    {
        _deleted.Add(account);
        Crm.Remove(account.AccountId);
    }
}
