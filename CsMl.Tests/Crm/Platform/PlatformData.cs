using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CsMl.Tests.Crm.Platform;

/// <summary>The data of a <see cref="FakePlatform"/> and its answers to reads.</summary>
internal sealed class PlatformData(TimeProvider time)
{
    private static readonly string[] SortFields = ["createdAt", "updatedAt", "name"];
    private static readonly string[] CtaStatuses = ["OPEN", "IN_PROGRESS", "COMPLETED", "CANCELLED", "SNOOZED"];

    private readonly Lock _gate = new();
    private readonly Random _ties = new(1);
    private Dictionary<string, List<JsonObject>> _lists = Empty();
    private Dictionary<string, ILookup<string?, JsonObject>>? _byAccount;
    private long _ids;

    public TimeSpan Skew { get; set; }

    /// <summary>True if items with the same time stand in another order on each page, as SQL allows.</summary>
    public bool ShufflesTies { get; set; }

    /// <summary>Adds an item to <c>accounts</c>, <c>activities</c>, <c>opportunities</c>, <c>ctas</c> or <c>history</c>.</summary>
    public long Add(string list, JsonObject item, string tenant = FakePlatform.Tenant)
    {
        lock (_gate)
        {
            var id = ++_ids;
            item["id"] = id;
            item["tenantId"] = tenant;
            item["createdAt"] ??= Now();
            item["updatedAt"] = Now();
            _lists[list].Add(item);
            _byAccount = null;
            return id;
        }
    }

    /// <summary>Changes an item, and the time of its last change where the list has one.</summary>
    public void Change(string list, long id, Action<JsonObject> change, bool touches = true)
    {
        lock (_gate)
        {
            var item = _lists[list].Single(item => (long)item["id"]! == id);
            change(item);
            _byAccount = null;
            item["updatedAt"] = touches ? Now() : item["updatedAt"]!.DeepClone();
        }
    }

    /// <summary>Deletes an item; with an account all that belongs to it.</summary>
    public void Delete(string list, long id)
    {
        lock (_gate)
        {
            _byAccount = null;
            _lists[list].RemoveAll(item => (long)item["id"]! == id);
            if (list == "accounts")
            {
                foreach (var other in _lists.Values)
                {
                    other.RemoveAll(item => (long?)item["accountId"] == id);
                }
            }
        }
    }

    public IReadOnlyList<long> Ids(string list)
    {
        lock (_gate)
        {
            return [.. _lists[list].Select(item => (long)item["id"]!)];
        }
    }

    public IReadOnlyList<JsonObject> All(string list)
    {
        lock (_gate)
        {
            return [.. _lists[list].Select(item => (JsonObject)item.DeepClone())];
        }
    }

    public Dictionary<string, List<JsonObject>> BackUp()
    {
        lock (_gate)
        {
            return Copy(_lists);
        }
    }

    public void Restore(Dictionary<string, List<JsonObject>> backup)
    {
        lock (_gate)
        {
            _lists = Copy(backup);
            _byAccount = null;
        }
    }

    /// <summary>The answer to a read of one tenant's data.</summary>
    public (int Status, JsonNode Answer) Answer(HttpRequest request, string tenant)
    {
        lock (_gate)
        {
            return request.Path.Value!.Trim('/').Split('/') switch
            {
                ["api", "crm", "accounts"] => PageA(request.Query, Of("accounts", tenant)),
                ["api", "crm", "activities"] => PageA(request.Query, ByAccount(request.Query, "activities", tenant)),
                ["api", "crm", "opportunities"] => PageA(
                    request.Query,
                    ByAccount(request.Query, "opportunities", tenant)
                ),
                ["api", "crm", "accounts", "portfolio", "ctas"] => PageB(request.Query, Of("ctas", tenant)),
                ["api", "crm", "accounts", var id, "ctas"] => Find(id, tenant) is not null
                    ? PageB(request.Query, OfAccount("ctas", id, tenant))
                    : NotFound,
                ["api", "crm", "accounts", var id, "health", "history"] => Find(id, tenant) is not null
                    ? (200, Wrap(OfAccount("history", id, tenant).OrderBy(s => (string)s["date"]!)))
                    : NotFound,
                ["api", "crm", "accounts", var id] => Find(id, tenant) is { } account
                    ? (200, new JsonObject { ["data"] = account.DeepClone() })
                    : NotFound,
                _ => NotFound,
            };
        }
    }

    private static (int, JsonNode) NotFound => (404, new JsonObject { ["error"] = "Not found" });

    private (int, JsonNode) PageA(IQueryCollection query, IEnumerable<JsonObject> items)
    {
        var (page, limit) = (Number(query["page"], 1), Number(query["limit"], 50));
        var sortBy = query["sortBy"] is [{ } field] ? field : "createdAt";
        if (page < 1 || limit is < 1 or > 100 || !SortFields.Contains(sortBy))
        {
            return (400, new JsonObject { ["errors"] = new JsonObject { ["fieldErrors"] = new JsonObject() } });
        }

        var all = items.ToList();
        var shuffled = ShufflesTies ? all.OrderBy(_ => _ties.Next()) : all.OrderBy(item => (long)item["id"]!);
        var sorted =
            query["sortOrder"] == "asc"
                ? shuffled.OrderBy(item => (string?)item[sortBy], StringComparer.Ordinal)
                : shuffled.OrderByDescending(item => (string?)item[sortBy], StringComparer.Ordinal);
        var answer = Wrap(sorted.Skip((page - 1) * limit).Take(limit).Select(ListItem));
        answer["meta"] = new JsonObject
        {
            ["page"] = page,
            ["limit"] = limit,
            ["total"] = all.Count,
            ["totalPages"] = (all.Count + limit - 1) / limit,
        };
        return (200, answer);
    }

    private static (int, JsonNode) PageB(IQueryCollection query, IEnumerable<JsonObject> items)
    {
        var (offset, limit) = (Number(query["offset"], 0), Number(query["limit"], 50));
        var statuses = query["status"];
        if (offset < 0 || limit is < 1 or > 100 || statuses.Any(status => !CtaStatuses.Contains(status)))
        {
            return (400, new JsonObject { ["errors"] = new JsonObject { ["fieldErrors"] = new JsonObject() } });
        }

        var all = items
            .Where(cta => statuses.Count == 0 || statuses.Contains((string?)cta["status"]))
            .OrderByDescending(cta => (string?)cta["createdAt"], StringComparer.Ordinal)
            .ThenBy(cta => (long)cta["id"]!)
            .Select(WithoutUpdatedAt)
            .ToList();
        var answer = Wrap(all.Skip(offset).Take(limit));
        answer["total"] = all.Count;
        return (200, answer);
    }

    private IEnumerable<JsonObject> Of(string list, string tenant) =>
        _lists[list].Where(item => (string?)item["tenantId"] == tenant);

    private IEnumerable<JsonObject> ByAccount(IQueryCollection query, string list, string tenant) =>
        query["accountId"] is [{ } id] ? OfAccount(list, id, tenant) : Of(list, tenant);

    private JsonObject? Find(string id, string tenant) => OfAccount("accounts", id, tenant).SingleOrDefault();

    /// <summary>Items of one account, or the account itself; found without a look at the others.</summary>
    private IEnumerable<JsonObject> OfAccount(string list, string id, string tenant)
    {
        _byAccount ??= _lists.ToDictionary(
            l => l.Key,
            l => l.Value.ToLookup(item => item[l.Key == "accounts" ? "id" : "accountId"]?.ToString())
        );
        return _byAccount[list][id].Where(item => (string?)item["tenantId"] == tenant);
    }

    /// <summary>Lists leave contacts out.</summary>
    private static JsonObject ListItem(JsonObject item)
    {
        var copy = (JsonObject)item.DeepClone();
        copy.Remove("contacts");
        return copy;
    }

    private static JsonObject WithoutUpdatedAt(JsonObject cta)
    {
        var copy = (JsonObject)cta.DeepClone();
        copy.Remove("updatedAt");
        return copy;
    }

    private static JsonObject Wrap(IEnumerable<JsonObject> items) =>
        new() { ["data"] = new JsonArray([.. items.Select(item => item.DeepClone())]) };

    private static int Number(StringValues value, int absent) =>
        value is [{ } text]
            ? int.TryParse(text, out var number)
                ? number
                : -1
            : absent;

    private string Now() => (time.GetUtcNow() + Skew).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    private static Dictionary<string, List<JsonObject>> Empty() =>
        ((string[])["accounts", "activities", "opportunities", "ctas", "history"]).ToDictionary(
            list => list,
            _ => new List<JsonObject>()
        );

    private static Dictionary<string, List<JsonObject>> Copy(Dictionary<string, List<JsonObject>> lists) =>
        lists.ToDictionary(list => list.Key, list => list.Value.ConvertAll(item => (JsonObject)item.DeepClone()));
}
