using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;
using static CsMl.Tests.Http.HostileRequest;

namespace CsMl.Tests.Http;

/// <summary>The same for CTAs and playbooks: against one of each that is there.</summary>
internal static class HostileCtaRequests
{
    private const string Id = "019cb82e-c9c0-7fd2-90a7-a9b6be7878b9";
    private const string HalfOfAPair = "\"\\ud800\"";

    private static readonly string Playbooks = RunningApp.Portfolio("playbooks");

    private static readonly (string Field, string[] Wrong)[] Fields =
    [
        ("status", ["\"open\"", "\"DONE\"", "\"\"", "1", "true", "[]", "{}", "[\"OPEN\"]", HalfOfAPair]),
        ("ownerId", ["1", "true", "[]", "{}", "\"\"", "\" \"", HalfOfAPair, $"\"{new string('x', 129)}\""]),
        (
            "snoozeUntil",
            [
                "\"tomorrow\"",
                "1",
                "true",
                "[]",
                "\"2026-02-30\"",
                "\"2020-01-01\"",
                "\"2199-01-01\"",
                "\"\"",
                HalfOfAPair,
            ]
        ),
        ("outcome", ["\"GOOD\"", "\"positive\"", "1", "[]", "{}", HalfOfAPair]),
        ("notes", ["1", "[]", "{}", "\"\"", HalfOfAPair, $"\"{new string('x', 2001)}\""]),
    ];

    private static readonly string[] Bodies =
    [
        "",
        "{}",
        "{",
        "[]",
        "null",
        "{\"title\":\"x\",\"priority\":\"LOW\",\"isAutomated\":false}",
        "{\"Status\":\"OPEN\"}",
        "{\"status\":\"OPEN\",\"status\":\"CANCELLED\"}",
        "{\"status\":\"SNOOZED\"}",
        "{\"status\":\"COMPLETED\",\"snoozeUntil\":\"2026-03-20\"}",
        "{\"outcome\":\"POSITIVE\"}",
    ];

    /// <summary>A CTA and a playbook of a known id, as the app would have stored them.</summary>
    public static async Task PrepareAsync(RunningApp app)
    {
        var tables = app.Service<Tables>();
        var cta = new Cta
        {
            Id = Id,
            AccountId = "123",
            Title = "Call them",
            IsAutomated = true,
            TriggerData = new CtaTrigger("p", "CHURN", 0.7, 0.6),
        };
        var record = new CtaRecord(cta, [], 1);
        var made = new CtaEvent(Some.Now, CtaEvent.App, CtaEventKind.Created, "The risk is high", null);
        var slot = CtaSlot.Of(cta, Core.Predictions.PredictionType.Churn, Some.Now, null);
        await tables.Results.WriteAsync(
            Bucket.Partition(new AccountKey(RunningApp.Tenant, "123")),
            [
                .. CtaRows.Write(record, before: null),
                .. CtaRows.Write(record, [made]),
                CtaRows.Write(slot, "123", before: null),
            ],
            CancellationToken.None
        );
        var playbook = new Playbook { Id = Id, Name = "Save it" };
        var row = new Core.Crm.PlaybookRow(playbook, 1);
        await tables.Accounts.WriteAsync(
            EntityKey.Of(RunningApp.Tenant, "playbooks"),
            [EntityChange.Insert(Id, JsonSerializer.SerializeToUtf8Bytes(row, CrmJson.Plain.PlaybookRow))],
            CancellationToken.None
        );
        (await app.GetAsync(RunningApp.Account("123", "ctas/" + Id))).Is(200);
        (await app.GetAsync($"{Playbooks}/{Id}")).Is(200);
    }

    public static IEnumerable<HostileRequest> All() =>
        [.. Changes(), .. WrongPlaybooks(), .. Queries(), .. Preconditions(), .. Ids()];

    private static IEnumerable<HostileRequest> Changes()
    {
        foreach (var (field, values) in Fields)
        {
            foreach (var value in values)
            {
                yield return Patch($"{{\"{field}\":{value}}}", field);
                yield return Patch($"{{\"{field}\":{value},\"reason\":\"x\"}}", field);
            }
        }

        foreach (var value in (string[])["1", "\"\"", HalfOfAPair, $"\"{new string('x', 501)}\""])
        {
            yield return Patch($"{{\"status\":\"COMPLETED\",\"reason\":{value}}}", "reason");
        }

        foreach (var body in Bodies)
        {
            yield return Patch(body, null);
        }

        var large = new byte[(1024 * 1024) + 1];
        large.AsSpan().Fill((byte)' ');
        yield return new("PATCH", RunningApp.Account("123", "ctas/" + Id), large, [JsonType]);
        yield return new(
            "PATCH",
            RunningApp.Account("123", "ctas/" + Id),
            "{\"status\":\"OPEN\"}"u8.ToArray(),
            ["Content-Type: text/plain"]
        );
    }

    private static IEnumerable<HostileRequest> WrongPlaybooks()
    {
        var tasks = string.Join(',', Enumerable.Repeat("{\"title\":\"x\"}", 51));
        (string Field, string Body)[] wrong =
        [
            ("name", "{}"),
            ("name", "{\"name\":null}"),
            ("name", "{\"name\":\" \"}"),
            ("name", "{\"name\":1}"),
            ("name", $"{{\"name\":{HalfOfAPair}}}"),
            ("name", $"{{\"name\":\"{new string('x', 201)}\"}}"),
            ("description", "{\"name\":\"x\",\"description\":[]}"),
            ("description", $"{{\"name\":\"x\",\"description\":\"{new string('x', 2001)}\"}}"),
            ("status", "{\"name\":\"x\",\"status\":\"ARCHIVED\"}"),
            ("ctaType", "{\"name\":\"x\",\"ctaType\":\"risk\"}"),
            ("ctaType", "{\"name\":\"x\",\"ctaType\":[\"RISK\"]}"),
            ("tasks", "{\"name\":\"x\",\"tasks\":{}}"),
            ("tasks", $"{{\"name\":\"x\",\"tasks\":[{tasks}]}}"),
            ("tasks[0]", "{\"name\":\"x\",\"tasks\":[1]}"),
            ("tasks[1]", "{\"name\":\"x\",\"tasks\":[{\"title\":\"a\"},null]}"),
            ("tasks[0].title", "{\"name\":\"x\",\"tasks\":[{}]}"),
            ("tasks[0].title", $"{{\"name\":\"x\",\"tasks\":[{{\"title\":{HalfOfAPair}}}]}}"),
            ("tasks[0].daysFromStart", "{\"name\":\"x\",\"tasks\":[{\"title\":\"a\",\"daysFromStart\":-1}]}"),
            ("tasks[0].daysFromStart", "{\"name\":\"x\",\"tasks\":[{\"title\":\"a\",\"daysFromStart\":1e9}]}"),
            ("tasks[0].daysFromStart", "{\"name\":\"x\",\"tasks\":[{\"title\":\"a\",\"daysFromStart\":\"1\"}]}"),
            ("tasks[0].assignToOwner", "{\"name\":\"x\",\"tasks\":[{\"title\":\"a\",\"assignToOwner\":1}]}"),
        ];
        foreach (var (field, body) in wrong)
        {
            yield return new("POST", Playbooks, Encoding.UTF8.GetBytes(body), [JsonType], Field: field);
            yield return new("PUT", $"{Playbooks}/{Id}", Encoding.UTF8.GetBytes(body), [JsonType], Field: field);
        }

        yield return new("POST", Playbooks, [], []);
        yield return new("PUT", $"{Playbooks}/{Id}", "{\"name\":\"x\",\"name\":\"y\"}"u8.ToArray(), [JsonType]);
    }

    private static IEnumerable<HostileRequest> Queries()
    {
        (string Path, string Name, string[] Wrong)[] queries =
        [
            (RunningApp.Account("123", "ctas"), "status", ["", "open", "OPEN,CLOSED", "%00"]),
            (RunningApp.Account("123", "ctas"), "type", ["", "risk", "CHURN"]),
            (RunningApp.Account("123", "ctas"), "limit", ["0", "101", "x"]),
            (RunningApp.Account("123", "ctas"), "cursor", ["x", "AAAA", "!!!!", new string('A', 5_000)]),
            (RunningApp.Portfolio("ctas"), "status", ["", "open", "OPEN,CLOSED", "%00"]),
            (RunningApp.Portfolio("ctas"), "type", ["", "risk", "CHURN"]),
            (RunningApp.Portfolio("ctas"), "ownerId", ["", "%20", new string('x', 129)]),
            (RunningApp.Portfolio("ctas"), "dueBefore", ["", "tomorrow", "1", "2026-02-30", "%00"]),
            (RunningApp.Portfolio("ctas"), "limit", ["0", "101", "x"]),
            (RunningApp.Portfolio("ctas"), "cursor", ["x", "AAAA", "!!!!", new string('A', 5_000)]),
            (Playbooks, "status", ["", "active"]),
            (Playbooks, "ctaType", ["", "risk"]),
        ];
        return from query in queries
            from value in query.Wrong.Append($"1&{query.Name}=2")
            select new HostileRequest("GET", $"{query.Path}?{query.Name}={value}", [], [], Field: query.Name);
    }

    private static IEnumerable<HostileRequest> Preconditions()
    {
        var body = "{\"status\":\"CANCELLED\"}"u8.ToArray();
        string[] unmet = ["\"0\"", "\"2\"", "W/\"1\"", "\"\"", "\"a\", \"b\"", "W/\"*\""];
        string[] broken = ["1", "\"1", "*x", "\"1\" \"1\"", new string('x', 4_000)];
        foreach (var tag in unmet.Concat(broken))
        {
            var field = broken.Contains(tag) ? "If-Match" : null;
            yield return new(
                "PATCH",
                RunningApp.Account("123", "ctas/" + Id),
                body,
                [JsonType, $"If-Match: {tag}"],
                Field: field
            );
            yield return new("DELETE", $"{Playbooks}/{Id}", [], [$"If-Match: {tag}"], Field: field);
        }

        foreach (var caller in (string[])["a b", "..", "-a", "a/b", "a~b", new string('a', 65)])
        {
            yield return new(
                "PATCH",
                RunningApp.Account("123", "ctas/" + Id),
                body,
                [JsonType, $"X-User-ID: {caller}"],
                Field: "X-User-ID"
            );
        }
    }

    private static IEnumerable<HostileRequest> Ids()
    {
        string[] ids =
        [
            "x",
            "..%2f..",
            "%2e%2e%2fx",
            "%00",
            "a%23b",
            "a%3fb",
            "a~b",
            "~",
            "%7e%7e",
            "%F0%9F%98%80",
            "%ED%A0%80",
            "*",
            new string('n', 600),
        ];
        foreach (var id in ids)
        {
            yield return new("GET", RunningApp.Account("123", "ctas/" + id), [], [], ByServer: true);
            yield return new(
                "PATCH",
                RunningApp.Account("123", "ctas/" + id),
                "{\"status\":\"OPEN\"}"u8.ToArray(),
                [JsonType],
                ByServer: true
            );
            yield return new("GET", $"{Playbooks}/{id}", [], [], ByServer: true);
            yield return new("DELETE", $"{Playbooks}/{id}", [], [], ByServer: true);
        }
    }

    private static HostileRequest Patch(string body, string? field) =>
        new("PATCH", RunningApp.Account("123", "ctas/" + Id), Encoding.UTF8.GetBytes(body), [JsonType], Field: field);
}
