using CsMl.Core.Accounts.Import;
using CsMl.Core.Requests;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Accounts and the items of their history, each as a file of its own.</summary>
public sealed class KindTests : IDisposable
{
    private readonly ImportRig _rig = new();

    [Fact]
    public async Task Items_are_added_or_replaced_by_their_id_and_a_file_can_be_imported_twice()
    {
        await AccountsAsync();
        const string Tickets =
            "Ticket ID,Account ID,Created,Status\nt1,1,2026-03-01,open\nt2,1,2026-03-02,open\nt3,2,2026-03-03,open\n";
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(3, (await ImportAsync(ImportKind.Tickets, Tickets)).Imported);
        }

        await ImportAsync(ImportKind.Tickets, "Ticket ID,Account ID,Created,Status\nt2,1,2026-03-02,closed\n");

        var tickets = (await _rig.FactsAsync("1")).Tickets;
        Assert.Equal([("t1", "open"), ("t2", "closed")], tickets.Select(t => (t.Id!, t.Status!)));
        Assert.Single((await _rig.FactsAsync("2")).Tickets);
    }

    [Theory]
    [InlineData(ImportKind.Activities, "accountId,date,subject\n1,2026-03-01,a\n1,2026-03-01,b\n")]
    [InlineData(ImportKind.Health, "accountId,date,score\n1,2026-03-01,50\n1,2026-03-08,51\n")]
    [InlineData(ImportKind.Contacts, "accountId,name,role\n1,Kim,CFO\n1,Bo,CTO\n")]
    [InlineData(ImportKind.Opportunities, "accountId,name,stage\n1,Seats,Offer\n1,Renewal,Offer\n")]
    public async Task Items_without_ids_are_not_added_twice(ImportKind kind, string rows)
    {
        await AccountsAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(2, (await ImportAsync(kind, rows)).Imported);
        }

        var facts = await _rig.FactsAsync("1");
        Assert.Equal(
            2,
            facts.Activities.Count + facts.HealthHistory.Count + facts.Contacts.Count + facts.Opportunities.Count
        );
    }

    [Fact]
    public async Task Json_lines_and_tables_of_items_are_the_same()
    {
        await AccountsAsync();
        await ImportAsync(
            ImportKind.Activities,
            """
            {"accountId":1,"id":"a1","type":"MEETING","date":"2026-03-01T10:00:00Z","subject":"QBR"}
            {"Account ID":"1","Activity Date":"2.3.2026","Activity ID":"a2","Betreff":" Mail ","type":"EMAIL"}
            """
        );
        await ImportAsync(
            ImportKind.Activities,
            "Account ID;Activity ID;Type;Date;Subject\n1;a3;CALL;03.03.2026 09:30;Call\n"
        );

        Assert.Equal(
            [("a1", "QBR"), ("a2", "Mail"), ("a3", "Call")],
            (await _rig.FactsAsync("1")).Activities.Select(a => (a.Id!, a.Subject!))
        );
    }

    [Fact]
    public async Task Items_of_an_account_that_there_is_not_are_refused_and_named()
    {
        await AccountsAsync();

        var report = await ImportAsync(
            ImportKind.Activities,
            "accountId,date\n1,2026-03-01\n9,2026-03-01\n,2026-03-01\n1,\n"
        );

        Assert.Equal((4, 1, 3), (report.Received, report.Imported, report.Failed));
        Assert.Equal(
            [(3, "accountId"), (4, "accountId"), (5, "date")],
            report.Errors.Select(e => (e.Line, e.Field)).Order()
        );
        Assert.Contains(report.Errors, e => e.Message.Contains("import the accounts first", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_subscriptions_the_one_that_began_last_stands_whatever_the_order()
    {
        const string Head = "Account ID,Plan,Start Date,Status\n";
        foreach (
            var rows in (string[])
                [
                    "1,Old,2024-01-01,cancelled\n1,New,2026-01-01,active\n",
                    "1,New,2026-01-01,active\n1,Old,2024-01-01,cancelled\n",
                ]
        )
        {
            await AccountsAsync();
            var report = await ImportAsync(ImportKind.Subscriptions, Head + rows);

            Assert.Equal((2, 2), (report.Received, report.Imported));
            var subscription = (await _rig.FactsAsync("1")).Subscription!;
            Assert.Equal(("New", "active"), (subscription.Plan, subscription.Status));
        }
    }

    [Fact]
    public async Task How_a_subscription_ends_comes_with_accounts_and_with_subscriptions_and_can_be_emptied()
    {
        await _rig.RunAsync(
            "accountId,name,Vertragsende,Kündigungsdatum,Cancel at period end\n1,A,2026-12-31,2026-03-01,ja\n"
        );
        await _rig.RunAsync("accountId,name\n1,B\n");
        await ImportAsync(ImportKind.Subscriptions, "Account ID,End Date,Notice Date\n1,2027-06-30,\n");
        var kept = (await _rig.FactsAsync("1")).Subscription!;
        await ImportAsync(ImportKind.Subscriptions, "Account ID,Notice Date,cancelAtPeriodEnd\n1,#EMPTY,no\n");
        await _rig.RunAsync("accountId,name,Contract End\n1,B,#EMPTY\n");
        var emptied = (await _rig.FactsAsync("1")).Subscription!;

        Assert.Equal(
            (new DateTime(2027, 6, 30), new DateTime(2026, 3, 1), true),
            (kept.EndDate?.UtcDateTime, kept.NoticeAt?.UtcDateTime, kept.CancelAtPeriodEnd)
        );
        Assert.Equal((null, null, false), (emptied.EndDate, emptied.NoticeAt, emptied.CancelAtPeriodEnd));
    }

    [Fact]
    public async Task A_row_of_accounts_keeps_what_it_does_not_have_and_empties_what_it_says()
    {
        await _rig.RunAsync(
            """
            {"accountId":"1","name":"A","ownerId":"o","healthScore":50,"annualRevenue":7,"archived":true,
             "activities":[{"date":"2026-03-01"}],"tickets":[{"createdAt":"2026-03-01"}],
             "subscription":{"plan":"Team","currency":"EUR"} }
            """
        );
        await _rig.RunAsync("""{"accountId":"1","name":"B","healthScore":null,"archived":false,"tickets":[]}""");
        await _rig.RunAsync("accountId,name,ownerId,annualRevenue,Plan,Subscription Currency\n1,C,#EMPTY,,#EMPTY,\n");

        var facts = await _rig.FactsAsync("1");
        Assert.Equal(
            ("C", null, null, 7m, false),
            (facts.Name, facts.OwnerId, facts.HealthScore, facts.AnnualRevenue, facts.Archived)
        );
        Assert.Equal((1, 0), (facts.Activities.Count, facts.Tickets.Count));
        Assert.Equal((null, "EUR"), (facts.Subscription!.Plan, facts.Subscription.Currency));
    }

    [Fact]
    public async Task Something_bad_in_an_account_costs_that_and_is_named()
    {
        var report = await _rig.RunAsync(
            """
            {"accountId":"1","name":"A","healthScore":"many","type":"","createdAt":"","annualRevenue":"84.000","renewalDate":"03/04/2026",
             "activities":[{"date":"2026-03-01"},{"date":"x"},7,{"date":"2026-03-02","date":"2026-03-03"},{"date":"2026-03-04","sentiment":"odd"}],
             "contacts":{}, "helthScore":7}
            """
        );

        Assert.Equal((1, 1), (report.Received, report.Imported));
        Assert.Equal(
            [
                "activities[1].date",
                "activities[2]",
                "activities[3].date",
                "activities[4].sentiment",
                "annualRevenue",
                "contacts",
                "healthScore",
                "renewalDate",
            ],
            report.Warnings.Select(w => w.Field).Order(StringComparer.Ordinal)
        );
        Assert.Equal(new IgnoredName("helthScore", "healthScore"), Assert.Single(report.Ignored));
        Assert.Equal(2, (await _rig.FactsAsync("1")).Activities.Count);
    }

    [Fact]
    public async Task What_is_beyond_a_list_is_counted()
    {
        var rows = string.Concat(Enumerable.Range(0, 1_500).Select(i => $"{i},A,x\n"));
        var many = string.Concat(Enumerable.Repeat("7,", 200)).TrimEnd(',');

        var table = await _rig.RunAsync("accountId,name,healthScore\n" + rows);
        var list = await _rig.RunAsync($$"""{"accountId":"1","name":"A","tickets":[{{many}}]}""");

        Assert.Equal((1_500, 1_000, 500), (table.Imported, table.Warnings.Count, table.MoreWarnings));
        Assert.Equal(200, list.Warnings.Count + list.MoreWarnings);
    }

    public void Dispose() => _rig.Dispose();

    private Task<ImportReport> AccountsAsync() =>
        _rig.RunAsync(
            "{\"accountId\":\"1\",\"name\":\"A\",\"subscription\":null}\n{\"accountId\":\"2\",\"name\":\"B\"}"
        );

    private Task<ImportReport> ImportAsync(ImportKind kind, string rows) =>
        _rig.RunAsync(rows, new ImportOptions(kind));
}
