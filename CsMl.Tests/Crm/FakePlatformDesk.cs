using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.Crm.Platform;
using CsMl.Core.Ctas;
using CsMl.Core.Json;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm;

/// <summary>
/// The platform's login and what it takes of an account: its CTAs and its churn risk. It checks each body as strictly as
/// its documentation says, drops the owner of a new CTA, and creates a CTA for each create that arrives.
/// </summary>
internal sealed class FakePlatformDesk : FakeDesk
{
    public const string PlatformTenant = "t-1";
    public const int KnownOwner = 7;

    private readonly Lock _gate = new();
    private readonly List<JsonObject> _ctas = [];
    private int _logins;

    /// <summary>The churn risks by account, in the order in which they came.</summary>
    public ConcurrentQueue<(string AccountId, decimal Risk)> Risks { get; } = new();

    public override (string, string)[] Settings =>
        [
            ("Crm:Kind", "Platform"),
            ("Crm:Endpoint", Address.ToString()),
            ("Crm:Email", "app@example.com"),
            ("Crm:Password", "secret"),
            ("Crm:TenantId", PlatformTenant),
            ("Crm:Retries", "0"),
        ];

    public override IReadOnlyList<(string OwnId, CtaState? State)> States =>
        [.. Ctas.Select(cta => (PlatformCtaMark.Find((string?)cta["description"])!, (CtaState?)StateOf(cta)))];

    /// <summary>The CTAs that it has now, of all accounts.</summary>
    public IReadOnlyList<JsonObject> Ctas
    {
        get
        {
            lock (_gate)
            {
                return [.. _ctas.Select(cta => (JsonObject)cta.DeepClone())];
            }
        }
    }

    public static async Task<FakePlatformDesk> StartAsync()
    {
        var desk = new FakePlatformDesk();
        await desk.ListenAsync();
        return desk;
    }

    /// <summary>Somebody works on the CTAs in the platform.</summary>
    public void Edit(Action<List<JsonObject>> edit)
    {
        lock (_gate)
        {
            edit(_ctas);
        }
    }

    protected override JsonObject? Admit(HttpRequest request) =>
        request.Path.Value switch
        {
            "/api/auth/login" => new JsonObject
            {
                ["user"] = new JsonObject { ["id"] = 1 },
                ["token"] = $"token-{_logins}",
                ["tenant"] = new JsonObject { ["id"] = PlatformTenant },
            },
            "/api/tenants/my" => new JsonObject
            {
                ["data"] = new JsonArray(new JsonObject { ["id"] = PlatformTenant, ["name"] = "One" }),
            },
            _ => null,
        };

    protected override void ExpireToken() => Interlocked.Increment(ref _logins);

    private static CtaState StateOf(JsonObject cta)
    {
        var status = EnumNames.Find<CtaStatus>((string?)cta["status"])!.Value;
        return new CtaState(
            status,
            EnumNames.Find<CtaPriority>((string?)cta["priority"])!.Value,
            cta["owner"]?["id"]?.ToString(),
            At("dueDate"),
            status == CtaStatus.Snoozed ? At("snoozeUntil") : null,
            EnumNames.Find<CtaOutcome>((string?)cta["outcome"])
        );

        DateTimeOffset? At(string name) =>
            (string?)cta[name] is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    protected override (int Status, JsonNode Body) Serve(HttpRequest request, JsonObject body)
    {
        if (request.Headers.Authorization != $"Bearer token-{_logins}")
        {
            return (401, new JsonObject { ["error"] = "Unauthorized" });
        }

        var segments = request.Path.Value!.Trim('/').Split('/');
        lock (_gate)
        {
            return (request.Method, segments[3..]) switch
            {
                ("PUT", [var account]) => Risk(account, body),
                ("GET", [var account, "ctas"]) => (200, Page(account, request.Query)),
                ("POST", [var account, "ctas"]) => Create(account, body),
                ("PUT", [var account, "ctas", var id]) => Change(account, id, body),
                ("POST", [var account, "ctas", var id, "close" or "snooze"]) => Move(account, id, segments[^1], body),
                _ => (404, new JsonObject { ["error"] = "Not found" }),
            };
        }
    }

    private (int, JsonNode) Create(string account, JsonObject body)
    {
        if (PlatformRules.Refuse(body, PlatformRules.NewCta) is { } refused)
        {
            return (400, refused);
        }

        var cta = (JsonObject)body.DeepClone();
        cta["id"] = 100 + _ctas.Count;
        (cta["accountId"], cta["status"], cta["owner"]) = (account, "OPEN", null);
        cta.Remove("ownerId");
        // The newest is the first of a list.
        _ctas.Insert(0, cta);
        return (201, Data(cta));
    }

    private (int, JsonNode) Change(string account, string id, JsonObject body)
    {
        if (PlatformRules.Refuse(body, PlatformRules.CtaChange) is { } refused)
        {
            return (400, refused);
        }

        if (Find(account, id) is not { } cta)
        {
            return (404, new JsonObject { ["error"] = "CTA not found" });
        }

        foreach (var (name, value) in body)
        {
            cta[name == "ownerId" ? "owner" : name] =
                name == "ownerId" && value is not null
                    ? new JsonObject { ["id"] = value.DeepClone() }
                    : value?.DeepClone();
        }

        return (200, Data(cta));
    }

    private (int, JsonNode) Move(string account, string id, string action, JsonObject body)
    {
        var fields = action == "close" ? PlatformRules.Close : PlatformRules.Snooze;
        if (PlatformRules.Refuse(body, fields) is { } refused)
        {
            return (400, refused);
        }

        if (Find(account, id) is not { } cta)
        {
            return (404, new JsonObject { ["error"] = "CTA not found" });
        }

        cta["status"] = action == "close" ? "COMPLETED" : "SNOOZED";
        foreach (var (name, value) in body)
        {
            cta[name] = value?.DeepClone();
        }

        return (200, Data(cta));
    }

    private (int, JsonNode) Risk(string account, JsonObject body)
    {
        if (PlatformRules.Refuse(body, PlatformRules.Account) is { } refused)
        {
            return (400, refused);
        }

        Risks.Enqueue((account, body["churnRisk"]!.GetValue<decimal>()));
        return (200, Data(new JsonObject { ["id"] = account }));
    }

    private JsonObject? Find(string account, string id) =>
        _ctas.Find(cta => (string?)cta["accountId"] == account && cta["id"]!.ToString() == id);

    private JsonObject Page(string account, IQueryCollection query)
    {
        var all = _ctas.Where(cta => (string?)cta["accountId"] == account).ToList();
        var (limit, offset) = (int.Parse(query["limit"]!, null), int.Parse(query["offset"]!, null));
        var page = all.Skip(offset).Take(Math.Min(limit, 100)).Select(cta => cta.DeepClone());
        return new JsonObject { ["data"] = new JsonArray([.. page]), ["total"] = all.Count };
    }

    private static JsonObject Data(JsonObject item) => new() { ["data"] = item.DeepClone() };
}
