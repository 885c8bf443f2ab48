using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Tests.Accounts.Import;
using CsMl.Tests.Http;
using static CsMl.Tests.Accounts.GoodAccount;
using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Accounts.Vocabulary;

/// <summary>An unknown word costs its value and not its account, and is reported.</summary>
public sealed class UnknownWordsTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private const string Odd = """
        "name":"Odd","type":"Friend","subscription":{"status":"Bronze"},
        "activities":[{"date":"2026-02-01","status":"Blue"},{"date":"2026-02-02","status":"Blue"}],
        "tickets":[{"date":"2026-02-01","status":"L2 bucket","priority":"Gold"}],
        "ctas":[{"id":"c","status":"Purple","dueDate":"2026-01-01"},{"id":"d","status":"Done"}],
        "opportunities":[{"stage":"Phase B","status":"Beige"}]
        """;

    [Fact]
    public void The_value_is_lost_and_the_account_kept()
    {
        var line = Read("{\"accountId\":\"odd\"," + Odd + "}");

        Assert.Null(line.Facts.Type);
        Assert.Null(line.Facts.Activities[0].Status);
        Assert.Null(line.Facts.Opportunities[0].Status);
        Assert.Equal(("d", CtaStatus.Completed), (line.Facts.Ctas.Single().Id, line.Facts.Ctas.Single().Status));
        Assert.Equal(
            [
                new("activities[].status", "Blue", 2),
                new("type", "Friend", 1),
                new("subscription.status", "Bronze", 1),
                new("tickets[].status", "L2 bucket", 1),
                new("tickets[].priority", "Gold", 1),
                new("ctas[].status", "Purple", 1),
                new("opportunities[].stage", "Phase B", 1),
                new UnknownWord("opportunities[].status", "Beige", 1),
            ],
            line.UnknownWords
        );
    }

    [Fact]
    public void Unknown_words_are_no_trouble()
    {
        var signals = Signals.Of(Read("{\"accountId\":\"odd\"," + Odd + "}").Facts, Some.Now);

        Assert.False(signals.HasLeft);
        Assert.Empty(signals.OpenTickets);
        Assert.Equal(0, signals.OverdueCtas);
    }

    [Fact]
    public async Task An_import_counts_them_by_field_and_word()
    {
        var lines = string.Concat(
            Enumerable.Range(0, 3).Select(i => $$"""{"accountId":"odd-{{i}}",{{Odd.ReplaceLineEndings("")}}}""" + "\n")
        );

        var answer = (await sample.App.ImportAsync(Lines, lines)).Is(200);

        Assert.Equal((3, 3, 0), Counts(answer));
        JsonShape.All(answer.At("unknownWords"), Shapes.UnknownWord);
        Assert.Empty(answer.Items("warnings"));
        Assert.Equal("activities[].status", answer.Text("unknownWords[0].field"));
        Assert.Equal("Blue", answer.Text("unknownWords[0].word"));
        Assert.Equal(6, answer.At("unknownWords[0].count").GetInt32());
        Assert.Equal(8, answer.Items("unknownWords").Count);
    }

    [Fact]
    public async Task Writing_one_account_tells_of_them_too()
    {
        var answer = (await sample.App.PutAsync(RunningApp.Account("odd", "context"), "{" + Odd + "}")).Is(200);

        Assert.Equal("Odd", answer.Text("data.name"));
        Assert.Contains(answer.Items("unknownWords"), w => w.GetProperty("word").GetString() == "Bronze");
    }

    [Fact]
    public async Task Words_in_tables_may_have_spaces_around_them_and_an_unknown_one_costs_its_cell()
    {
        using var rig = new ImportRig();

        var report = await rig.RunAsync("accountId,name,type\n1,A,\" customer \"\n2,B,King\n,C,Queen\n");
        var items = await rig.RunAsync(
            """[{"accountId":"1","id":"t","createdAt":"2026-02-01","status":" Bucket "}]""",
            new ImportOptions(ImportKind.Tickets)
        );

        Assert.Equal((2, 1), (report.Imported, report.Failed));
        Assert.Equal(AccountType.Customer, (await rig.FactsAsync("1")).Type);
        Assert.Null((await rig.FactsAsync("2")).Type);
        Assert.Equal([new UnknownWord("type", "King", 1)], report.UnknownWords);
        Assert.Equal([new UnknownWord("status", "Bucket", 1)], items.UnknownWords);
    }
}
