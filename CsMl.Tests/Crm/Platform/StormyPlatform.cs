using System.Globalization;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm.Platform;

/// <summary>People at work on a <see cref="FakePlatform"/>.</summary>
/// <param name="portfolio">Accounts with an item of every kind.</param>
internal sealed class StormyPlatform(PlatformRig rig, IReadOnlyList<long> portfolio) : IStormyCrm
{
    private readonly HashSet<string> _portfolio = [.. portfolio.Select(id => $"{id}")];
    private Dictionary<string, List<JsonObject>>? _backup;

    public SyncRig Rig => rig;

    public Func<HttpContext, Task<bool>> Before
    {
        set => rig.Platform.Before = value;
    }

    private PlatformData Data => rig.Data;

    public void Work(Random random)
    {
        var accounts = Data.Ids("accounts");
        var account = accounts[random.Next(accounts.Count)];
        switch (random.Next(10))
        {
            case 0:
                Data.AddAccount("New");
                break;
            case 1 when accounts.Count > 100:
                Data.Delete("accounts", account);
                break;
            case 2:
                Data.AddSnapshot(account, random.Next(100));
                break;
            case 3:
                Data.AddOpportunity(account, random.Next(9_999));
                break;
            case 4:
                Data.AddCta(account);
                break;
            case 5:
                Edit("ctas", cta => cta["status"] = random.Next(2) == 0 ? "COMPLETED" : "IN_PROGRESS");
                break;
            case 6:
                Edit("activities", activity => activity["subject"] = Word());
                break;
            case 7:
                Edit("opportunities", opportunity => opportunity["amount"] = Word());
                break;
            case 8:
                Data.AddActivity(account, Word());
                break;
            default:
                Data.Change("accounts", account, item => item["name"] = Word());
                break;
        }

        string Word() => random.Next(10_000).ToString(CultureInfo.InvariantCulture);

        void Edit(string list, Action<JsonObject> change)
        {
            var ids = Data.Ids(list);
            if (ids.Count > 0)
            {
                Data.Change(list, ids[random.Next(ids.Count)], change);
            }
        }
    }

    public void BackUp() => _backup = Data.BackUp();

    public void Restore()
    {
        if (_backup is not null)
        {
            Data.Restore(_backup);
        }
    }

    public void Forget() => rig.Platform.ExpireTokens();

    /// <summary>Its data have no mistakes.</summary>
    public void Mend() { }

    public IReadOnlyList<string> Words() => InWords.Of(Data);

    /// <summary>
    /// An account is read by five calls, between which it may change, so that it need not have been so at one time. But
    /// items of no kind may be missing, unless the account was deleted between the calls.
    /// </summary>
    public bool Had(AccountFacts facts) =>
        !_portfolio.Contains(facts.AccountId)
        || facts is { Contacts.Count: > 0, Activities.Count: > 0, Opportunities.Count: > 0, HealthHistory.Count: > 0 }
        || !Data.Ids("accounts").Any(id => $"{id}" == facts.AccountId);

    public ValueTask DisposeAsync() => rig.DisposeAsync();
}
