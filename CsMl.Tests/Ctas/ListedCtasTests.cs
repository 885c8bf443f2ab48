using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Ctas;

/// <summary>The list of CTAs over accounts holds what there is, whatever was done.</summary>
public sealed class ListedCtasTests
{
    private const int Accounts = 6;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string List = RunningApp.Portfolio("ctas");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task It_equals_the_CTAs_after_any_sequence_of_operations(int seed)
    {
        await using var app = await RunningApp.StartAsync(("Ctas:CooldownDays", "0"));
        var random = new Random(seed);
        for (var step = 0; step < 200; step++)
        {
            await ActAsync(app, random);
            CtasInStore.AreListed(await TemporaryStore.RowsAsync(app.Service<Tables>().Results, RunningApp.Tenant));
        }

        var open = (await app.GetAsync(List + "?limit=100")).Is(200).Items("data");
        var closed = new List<System.Text.Json.JsonElement>();
        foreach (var status in (string[])["COMPLETED", "CANCELLED"])
        {
            closed.AddRange((await app.GetAsync($"{List}?status={status}&limit=100")).Is(200).Items("data"));
        }

        var stats = (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.Equal(
            (stats.At("data.openCount").GetInt32(), stats.At("data.totalGenerated").GetInt32()),
            (open.Count, open.Count + closed.Count)
        );
        Assert.True(closed.Count > 3, $"The sequence of seed {seed} closes too little to be about something.");
    }

    [Fact]
    public async Task CTAs_of_an_earlier_version_are_listed_when_the_list_is_first_read()
    {
        await using var app = await PortfolioCtasTests.StartAsync(5);
        var before = (await app.GetAsync(List)).Is(200).Items("data").Select(cta => cta.GetRawText());
        await ForgetAsync(app.Service<Tables>());
        // One is changed before the list is read: it needs no row that is not there.
        var id = (await app.GetAsync(RunningApp.Account("a0", "ctas"))).Text("data[0].id");
        (
            await app.SendAsync(HttpMethod.Patch, RunningApp.Account("a0", "ctas/" + id), """{"status":"CANCELLED"}""")
        ).Is(200);

        await new ListEarlierCtas(app.Service<Tables>()).RunAsync(RunningApp.Tenant, None);

        Assert.Equal(5, await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant));
        var after = (await app.GetAsync(List)).Is(200).Items("data").Select(cta => cta.GetRawText());
        Assert.Equal(before.Where(cta => !cta.Contains(id!, StringComparison.Ordinal)), after);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cut_off_anywhere_the_listing_goes_on_with_the_next_call(bool arrives)
    {
        var cut = new Cut();
        await using var app = await PortfolioCtasTests.StartAsync(3, cut.Over);
        var cuts = 0;
        for (var call = 0; ; call++)
        {
            await ForgetAsync(app.Service<Tables>());
            cut.At(call, arrives);
            await Record.ExceptionAsync(() =>
                new ListEarlierCtas(app.Service<Tables>()).RunAsync(RunningApp.Tenant, None)
            );
            var happened = cut.Happened;
            cut.Mend();

            await new ListEarlierCtas(app.Service<Tables>()).RunAsync(RunningApp.Tenant, None);

            Assert.Equal(3, await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant));
            if (!happened)
            {
                break;
            }

            cuts++;
        }

        Assert.InRange(cuts, 1 + Bucket.Count + 3 + 1, 60);
    }

    [Fact]
    public async Task A_CTA_that_is_changed_while_it_is_listed_is_listed_as_it_then_is()
    {
        MeanwhileTable? results = null;
        await using var app = await PortfolioCtasTests.StartAsync(
            1,
            tables => tables with { Results = results = new MeanwhileTable(tables.Results) }
        );
        await ForgetAsync(app.Service<Tables>());
        var id = (await app.GetAsync(RunningApp.Account("a0", "ctas"))).Text("data[0].id");
        results!.Before(
            changes => changes.Any(change => change.RowKey.StartsWith("d~", StringComparison.Ordinal)),
            async () =>
                (
                    await app.SendAsync(
                        HttpMethod.Patch,
                        RunningApp.Account("a0", "ctas/" + id),
                        """{"status":"COMPLETED"}"""
                    )
                ).Is(200)
        );

        await new ListEarlierCtas(app.Service<Tables>()).RunAsync(RunningApp.Tenant, None);

        Assert.Equal(1, await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant));
        Assert.Single((await app.GetAsync(List + "?status=COMPLETED")).Items("data"));
    }

    [Fact]
    public async Task A_tenant_without_CTAs_leaves_no_row()
    {
        await using var app = await RunningApp.StartAsync();

        Assert.Empty((await app.GetAsync(List)).Is(200).Items("data"));

        Assert.Empty(app.Dump());
    }

    /// <summary>The rows as a version without the list would have left them.</summary>
    private static async Task ForgetAsync(Tables tables)
    {
        foreach (var row in await TemporaryStore.RowsAsync(tables.Results, RunningApp.Tenant))
        {
            var account = row.RowKey.Split(EntityKey.Separator);
            EntityChange? change = account[0] switch
            {
                "d" or "e" => EntityChange.Delete(row.RowKey),
                "i" => EntityChange.Delete(row.RowKey),
                "c" => EntityChange.Upsert(
                    row.RowKey,
                    System.Text.Encoding.UTF8.GetBytes(
                        System
                            .Text.Encoding.UTF8.GetString(row.Json.Span)
                            .Replace(",\"isListed\":true", "", StringComparison.Ordinal)
                    )
                ),
                _ => null,
            };
            if (change is not null)
            {
                var partition =
                    account[0] == "i"
                        ? Bucket.Partition(RunningApp.Tenant, 0)
                        : Bucket.Partition(
                            new AccountKey(RunningApp.Tenant, account[0] == "c" ? account[1] : account[2])
                        );
                Assert.True((await tables.Results.WriteAsync(partition, [change], None)).Succeeded);
            }
        }
    }

    private static async Task ActAsync(RunningApp app, Random random)
    {
        var id = $"a{random.Next(Accounts)}";
        switch (random.Next(16))
        {
            case < 4:
                var facts = random.Next(3) == 0 ? Some.KnownAccount() : CtaCalls.AtRisk;
                await app.PutAsync(facts with { AccountId = id, OwnerId = $"owner-{random.Next(3)}" });
                break;
            case < 6:
                await app.PredictAsync(id, options: """{"forceRefresh":true}""");
                break;
            case < 9:
                await app.PostAsync(RunningApp.Account(id, "generate-cta"));
                break;
            case < 13:
                await PatchAsync(app, id, random);
                break;
            case 13:
                app.Clock.Advance(TimeSpan.FromHours(random.Next(1, 40)));
                break;
            case 14:
                await app.NightAsync();
                break;
            default:
                await EndAsync(app, id, random);
                break;
        }
    }

    private static async Task EndAsync(RunningApp app, string id, Random random)
    {
        var outcome = random.Next(3) switch
        {
            0 => "CHURNED",
            1 => "RENEWED",
            _ => null,
        };
        if (outcome is null)
        {
            await app.Service<RemoveAccount>().RunAsync(new AccountKey(RunningApp.Tenant, id), None);
        }
        else
        {
            await app.PostAsync(RunningApp.Account(id, "outcomes"), $$"""{"outcome":"{{outcome}}"}""");
        }
    }

    private static async Task PatchAsync(RunningApp app, string id, Random random)
    {
        var list = await app.GetAsync(RunningApp.Account(id, "ctas"));
        if (list.Status != 200 || list.Items("data") is not [_, ..] ctas)
        {
            return;
        }

        var until = app.Clock.GetUtcNow().AddHours(random.Next(1, 600));
        string[] changes =
        [
            """{"status":"OPEN"}""",
            """{"status":"IN_PROGRESS"}""",
            """{"status":"COMPLETED","outcome":"NEUTRAL"}""",
            """{"status":"CANCELLED"}""",
            $$"""{"snoozeUntil":"{{until:yyyy-MM-ddTHH:mm:ss}}Z"}""",
            $$"""{"ownerId":"owner-{{random.Next(3)}}"}""",
            """{"notes":"Called"}""",
        ];
        var cta = ctas[random.Next(ctas.Count)].GetProperty("id").GetString();
        await app.SendAsync(
            HttpMethod.Patch,
            RunningApp.Account(id, "ctas/" + cta),
            changes[random.Next(changes.Length)]
        );
    }
}
