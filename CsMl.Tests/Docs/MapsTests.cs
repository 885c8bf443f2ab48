using System.Net;
using CsMl.Core.Accounts.Import;
using CsMl.Tests.Http;
using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Docs;

/// <summary>
/// The mapping files of docs/maps: each names in its first line the columns of its export, and an export with these columns
/// comes in whole.
/// </summary>
public sealed class MapsTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    [Theory]
    [InlineData(
        "salesforce",
        "accounts",
        "A1,Acme,Customer,005,900000,2024-12-02T00:00:00Z,false",
        "ownerId=005 annualRevenue="
    )]
    [InlineData(
        "salesforce",
        "activities",
        "T1,A1,006,003,Review,Call,Completed,2026-02-01,2026-02-03T10:00:00Z,2026-01-01T00:00:00Z",
        "activities[0].type=Call activities[0].date=2026-02-03T10:00:00Z"
    )]
    [InlineData(
        "salesforce",
        "tickets",
        "500,00001,A1,Slow,New,High,2026-02-01T00:00:00Z,",
        "tickets[0].id=500 tickets[0].status=New"
    )]
    [InlineData(
        "salesforce",
        "opportunities",
        "006,A1,Seats,Closed Won,1200,100,2026-02-01,true",
        "opportunities[0].id=006 opportunities[0].stage=Closed Won"
    )]
    [InlineData("hubspot", "accounts", "A1,Acme,customer,77,2024-12-02T00:00:00Z,900000", "ownerId=77 annualRevenue=")]
    [InlineData(
        "hubspot",
        "activities",
        "M1,A1,2026-02-03T10:00:00Z,Demo,COMPLETED,Roadmap",
        "activities[0].type=Demo activities[0].subject=Roadmap"
    )]
    [InlineData(
        "hubspot",
        "tickets",
        "9,A1,Slow,HIGH,2,2026-02-01T00:00:00Z,2026-02-02T00:00:00Z",
        "tickets[0].priority=HIGH tickets[0].closedAt=2026-02-02T00:00:00Z"
    )]
    [InlineData(
        "hubspot",
        "opportunities",
        "8,A1,Seats,closedwon,1200,2026-02-01T00:00:00Z,1",
        "opportunities[0].name=Seats opportunities[0].stage=closedwon"
    )]
    [InlineData(
        "dataverse",
        "accounts",
        "A1,Acme,Customer,u-1,2024-12-02T00:00:00Z,900000,Active",
        "ownerId=u-1 annualRevenue="
    )]
    [InlineData(
        "dataverse",
        "activities",
        "P1,A1,Appointment,Review,2026-02-03T10:00:00Z,2026-02-03T09:00:00Z,Completed",
        "activities[0].type=Appointment activities[0].date=2026-02-03T10:00:00Z"
    )]
    [InlineData(
        "dataverse",
        "tickets",
        "I1,A1,Slow,High,Resolved,2026-02-01T00:00:00Z,2026-02-02T00:00:00Z",
        "tickets[0].id=I1 tickets[0].status=Resolved"
    )]
    [InlineData(
        "dataverse",
        "opportunities",
        "O1,A1,Seats,Propose,1200,40,2026-04-01,Open",
        "opportunities[0].id=O1 opportunities[0].stage=Propose"
    )]
    public async Task An_export_comes_in_with_its_map(string crm, string kind, string row, string expected)
    {
        var account = $"{crm}-{kind}";
        await _app.PutAsync(Some.Account(account));
        var map = Repository.Read($"docs/maps/{crm}-{kind}.map");
        var wrong = new Core.Json.FieldErrors();
        var mappings = ColumnMapping.ParseFile(map, wrong);
        var query = string.Concat(
            mappings.Select(m => $"&map={WebUtility.UrlEncode($"{m.Header}={m.Field ?? ColumnMapping.Ignored}")}")
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio($"import?kind={kind}{query}"))
        {
            Content = new StringContent(
                $"{Columns(map)}\n{row.Replace("A1", account, StringComparison.Ordinal)}\n",
                new System.Net.Http.Headers.MediaTypeHeaderValue("text/csv")
            ),
        };

        var report = (await _app.SendAsync(request)).Is(200);

        Assert.Empty(wrong.All);
        Assert.Equal((1, 0), (report.At("imported").GetInt32(), report.At("failed").GetInt32()));
        Assert.Empty(Places(report, "warnings"));
        var facts = (await _app.ContextAsync(account)).Is(200);
        foreach (var (path, value) in expected.Split(' ').Aggregate(new List<(string, string)>(), Pair))
        {
            Assert.Equal(value, facts.Text($"data.{path}") ?? "");
        }
    }

    [Fact]
    public void Every_map_is_tried()
    {
        var maps = Directory
            .GetFiles(Path.Combine(Repository.Root, "docs/maps"))
            .Select(path => Path.GetFileNameWithoutExtension(path)!);
        var tried = typeof(MapsTests)
            .GetMethod(nameof(An_export_comes_in_with_its_map))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Cast<InlineDataAttribute>()
            .SelectMany(data => data.GetData(null!))
            .Select(data => $"{data[0]}-{data[1]}");

        Assert.Equal(tried.Order(StringComparer.Ordinal), maps.Order(StringComparer.Ordinal));
    }

    /// <summary>The names between the colon of the first line and its end, or the FROM of a query.</summary>
    private static string Columns(string map)
    {
        var first = map.Split('\n')[0];
        var names = first[(first.LastIndexOf(": ", StringComparison.Ordinal) + 2)..];
        return names
            .Replace("SELECT ", "", StringComparison.Ordinal)
            .Split(" FROM ")[0]
            .Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>Values may have spaces: what has no equals sign belongs to the value before it.</summary>
    private static List<(string, string)> Pair(List<(string Path, string Value)> pairs, string word)
    {
        if (word.Split('=') is [var path, var value])
        {
            pairs.Add((path, value));
        }
        else
        {
            pairs[^1] = (pairs[^1].Path, $"{pairs[^1].Value} {word}");
        }

        return pairs;
    }
}
