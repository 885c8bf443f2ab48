using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm;

/// <summary>An adapter that takes CTAs as docs/CRM.md says, under ids of its own.</summary>
internal sealed class FakeAdapterDesk : FakeDesk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string OwnId, Cta Cta)> _ctas = new(StringComparer.Ordinal);

    public override (string, string)[] Settings =>
        [("Crm:Kind", "Http"), ("Crm:Endpoint", Address.ToString()), ("Crm:Token", "key"), ("Crm:Retries", "0")];

    public override IReadOnlyList<(string OwnId, CtaState? State)> States
    {
        get
        {
            lock (_gate)
            {
                return [.. _ctas.Values.Select(one => (one.OwnId, (CtaState?)CtaState.Of(one.Cta)))];
            }
        }
    }

    public static async Task<FakeAdapterDesk> StartAsync()
    {
        var desk = new FakeAdapterDesk();
        await desk.ListenAsync();
        return desk;
    }

    protected override (int Status, JsonNode Body) Serve(HttpRequest request, JsonObject body)
    {
        lock (_gate)
        {
            var cta = body.Deserialize(AccountJson.Plain.Cta)!;
            return (request.Method, request.Path.Value!.Trim('/').Split('/')) switch
            {
                ("POST", ["accounts", _, "ctas"]) => Create(request.Headers["Idempotency-Key"].ToString(), cta),
                ("PUT", ["accounts", _, "ctas", var id]) when _ctas.TryGetValue(id, out var known) => Put(
                    id,
                    known.OwnId,
                    cta
                ),
                _ => (404, new JsonObject()),
            };
        }
    }

    private (int, JsonNode) Create(string key, Cta cta) =>
        _ctas.FirstOrDefault(one => one.Value.OwnId == key).Key is { } known
            ? (200, new JsonObject { ["id"] = known })
            : Put($"task-{_ctas.Count + 1}", key, cta);

    private (int, JsonNode) Put(string id, string ownId, Cta cta)
    {
        _ctas[id] = (ownId, cta);
        return (200, new JsonObject { ["id"] = id });
    }
}
