using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Http;

/// <summary>Exports as Salesforce, HubSpot and Excel write them are in without being edited. The firms are made up.</summary>
public sealed class ExportsTests
{
    [Theory]
    [InlineData(
        "salesforce-accounts.csv",
        "salesforce-activities.csv",
        "salesforce-tickets.csv",
        "0015g00000AAA01AAH",
        84_000,
        "2027-05-31",
        2,
        2
    )]
    [InlineData(
        "hubspot-companies.csv",
        "hubspot-activities.csv",
        "hubspot-tickets.csv",
        "9481200117",
        18_400.5,
        "2027-02-28",
        2,
        1
    )]
    [InlineData(
        "excel-kunden.xlsx",
        "excel-aktivitaeten.csv",
        "excel-tickets.csv",
        "10017",
        84_000,
        "2027-05-31",
        2,
        1
    )]
    public async Task Three_files_are_in_and_scored(
        string accounts,
        string activities,
        string tickets,
        string id,
        double revenue,
        string renewal,
        int activityCount,
        int ticketCount
    )
    {
        await using var app = await RunningApp.StartAsync();

        foreach (var (file, kind) in new[] { (accounts, "accounts"), (activities, "activities"), (tickets, "tickets") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio($"import?kind={kind}"))
            {
                Content = new ByteArrayContent(
                    await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Data/exports", file))
                ),
            };
            var report = (await app.SendAsync(request)).Is(200);

            Assert.InRange(report.At("imported").GetInt32(), 2, 4);
            Assert.Equal(0, report.At("failed").GetInt32());
            // Words of status and type are another matter.
            Assert.DoesNotContain(Places(report, "warnings"), w => w.Field is not ("" or "type" or "status"));
        }

        var facts = (await app.ContextAsync(id)).Is(200);
        Assert.Equal(revenue, facts.Number("data.annualRevenue"));
        Assert.StartsWith(renewal, facts.Text("data.renewalDate"), StringComparison.Ordinal);
        Assert.Equal(activityCount, facts.Items("data.activities").Count);
        Assert.Equal(ticketCount, facts.Items("data.tickets").Count);
        (await app.PredictAsync(id)).Is(200);
    }
}
