using System.Text;
using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>A file of another kind than the caller says is refused before anything is stored.</summary>
public sealed class FitKindTests : IDisposable
{
    private readonly ImportRig _rig = new();

    [Theory]
    // Salesforce
    [InlineData("Subject,Due Date,Status,Account ID,Account Name", "activities")]
    [InlineData("Assigned,Subject,Date,Priority,Status,Task,Company / Account,Account ID,Account Name", "activities")]
    [InlineData("Activity ID,Subject,Start,End,Location,Account ID,Account Name,Description", "activities")]
    [InlineData("Case Number,Priority,Opened,Account ID,Account Name,Status", "tickets")]
    [InlineData("Case Owner,Case Number,Subject,Date/Time Opened,Age,Open,Closed,Account Name,Account ID", "tickets")]
    [InlineData("Contact ID,First Name,Last Name,Title,Email,Phone,Account Name,Account ID", "contacts")]
    [InlineData(
        "Opportunity Name,Amount,Close Date,Stage,Probability (%),Account Name,Account ID,Account Owner,Industry",
        "opportunities"
    )]
    // HubSpot
    [InlineData(
        "Record ID,Activity type,Activity date,Meeting outcome,Title,Associated Company,Company name",
        "activities"
    )]
    [InlineData(
        "Ticket ID,Ticket name,Create date,Close date,Ticket status,Priority,Company ID,Company name",
        "tickets"
    )]
    [InlineData("Record ID,Deal Name,Deal Stage,Amount,Close Date,Pipeline,Company name,Company ID", "opportunities")]
    [InlineData("Record ID,First Name,Last Name,Email,Job Title,Company ID,Company name", "contacts")]
    // Others, and German
    [InlineData("GSID,Company Name,Snapshot Date,Usage,Support,Engagement", "health")]
    [InlineData("accountId,name,date,overallScore", "health")]
    [InlineData("Issue Key,Summary,Priority,Reported,Resolution,Customer ID,Customer", "tickets")]
    [InlineData("Kundennummer;Firma;Betreff;Priorität;Eröffnet am;Geschlossen am", "tickets")]
    [InlineData("Kundennummer;Firma;Betreff;Fällig am;Status;Notiz", "activities")]
    [InlineData("Kundennummer;Firma;Vorname;Nachname;Funktion;E-Mail", "contacts")]
    [InlineData("Kundennummer;Firma;Verkaufschance;Phase;Betrag;Wahrscheinlichkeit", "opportunities")]
    [InlineData("Subscription ID,Account ID,Account Name,Product,Start Date,End Date,Quantity,Status", "subscriptions")]
    public async Task Items_do_not_become_accounts(string header, string kind)
    {
        var report = await _rig.RunAsync($"{header}\n{Row(header)}\n{Row(header)}\n");

        Assert.Equal((2, 0), (report.Received, report.Imported));
        var error = Assert.Single(report.Errors);
        Assert.Equal("kind", error.Field);
        Assert.Contains($"--kind {kind}", error.Message, StringComparison.Ordinal);
        Assert.Null(await _rig.FindAsync("a1"));
    }

    [Theory]
    [InlineData("Account ID,Account Name")]
    [InlineData("Account ID,Account Name,Priority,Status,Description")]
    [InlineData("Account ID,Account Name,Type,Status,Created Date,Description")]
    [InlineData("Account ID,Account Name,Owner,ARR,Renewal Date,Health Score,Contact Name,Title,Last Contacted")]
    [InlineData(
        "Record ID,Company name,Company owner,Create Date,Close Date,Last Activity Date,Annual Revenue,Industry"
    )]
    [InlineData("GSID,Name,ARR,Renewal Date,CSM,Status,Stage,Current Score,Original Contract Date")]
    [InlineData("(Do Not Modify) Account,Account Name,Main Phone,Primary Contact,Owner,Status Reason,Created On")]
    [InlineData("Account ID,Account Name,Plan,Start Date,End Date,ARR")]
    [InlineData("Kundennummer;Firma;Ansprechpartner;Telefon;Ort;Betreuer;Jahresumsatz")]
    [InlineData("Kundennummer;Firma;Stichtag;Gesundheitswert;Betreuer;Umsatz;Ort")]
    public async Task Lists_of_accounts_come_in(string header)
    {
        var report = await _rig.RunAsync($"{header}\n{Row(header)}\n");

        Assert.Equal((1, 1), (report.Received, report.Imported));
    }

    [Theory]
    [InlineData(
        ImportKind.Tickets,
        "Activity ID,Activity Type,Activity Date,Subject,Account ID,Created Date",
        "activities"
    )]
    [InlineData(ImportKind.Activities, "Ticket ID,Ticket name,Create date,Close date,Priority,Company ID", "tickets")]
    [InlineData(ImportKind.Health, "Account ID,Name,ARR,Renewal Date,Industry,Created", "accounts")]
    [InlineData(ImportKind.Contacts, "Account ID,Case Number,Subject,Priority,Opened,Name", "tickets")]
    public async Task Nor_do_rows_become_items_of_another_kind(ImportKind given, string header, string fits)
    {
        await _rig.RunAsync("accountId,name\na1,A\n");

        var report = await _rig.RunAsync($"{header}\n{Row(header)}\n", new ImportOptions(given));

        Assert.Equal((1, 0), (report.Received, report.Imported));
        Assert.Contains($"--kind {fits}", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ImportKind.Activities, "Subject,Due Date,Priority,Status,Account ID")]
    [InlineData(ImportKind.Activities, "Assigned,Subject,Date,Priority,Status,Account ID")]
    [InlineData(ImportKind.Tickets, "Subject,Created Date,Status,Account ID")]
    [InlineData(ImportKind.Health, "Account ID,Date,Score")]
    public async Task What_items_share_is_no_reason(ImportKind kind, string header)
    {
        await _rig.RunAsync("accountId,name\na1,A\n");

        Assert.Equal(1, (await _rig.RunAsync($"{header}\n{Row(header)}\n", new ImportOptions(kind))).Imported);
    }

    [Theory]
    [InlineData("""{"accountId":"a1","name":"A","subject":"Call","date":"2026-03-01"}""", "activities")]
    [InlineData("""{"Account ID":"a1","Case Number":"7","Priority":"High","Opened":"2026-03-01"}""", "tickets")]
    [InlineData("""[{"accountId":"a1","name":"A","stage":"Offer","amount":7}]""", "opportunities")]
    public async Task Fields_of_json_tell_as_columns_do(string json, string kind)
    {
        var report = await _rig.RunAsync(json);

        Assert.Equal((1, 0), (report.Received, report.Imported));
        Assert.Contains($"--kind {kind}", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_rows_of_such_a_json_file_fail_with_one_reason()
    {
        var lines = string.Concat(
            Enumerable
                .Range(0, 50)
                .Select(i => $$"""{"accountId":"a{{i}}","name":"A","subject":"x","dueDate":"2026-03-01"}""" + "\n")
        );

        var report = await _rig.RunAsync(lines + "{");

        Assert.Equal((51, 0, 51), (report.Received, report.Imported, report.Failed));
        Assert.Single(report.Errors);
    }

    [Fact]
    public async Task Accounts_with_all_their_lists_are_accounts()
    {
        var report = await _rig.RunAsync(
            """{"accountId":"a1","name":"A","activities":[],"tickets":[],"contacts":[],"opportunities":[],"healthHistory":[]}"""
        );

        Assert.Equal(1, report.Imported);
    }

    [Fact]
    public async Task A_workbook_is_judged_as_a_table_is()
    {
        var report = await _rig.RunAsync(
            Workbook.Of(["Account ID", "Account Name", "Subject", "Due Date"], ["a1", "A", "Call", "2026-03-01"])
        );

        Assert.Equal((1, 0, "kind"), (report.Received, report.Imported, Assert.Single(report.Errors).Field));
    }

    [Fact]
    public async Task Columns_that_the_caller_leaves_out_say_nothing()
    {
        var options = new ImportOptions { Map = [new("Subject", null), new("Due Date", null)] };

        var report = await _rig.RunAsync("Account ID,Account Name,Subject,Due Date\na1,A,Call,2026-03-01\n", options);

        Assert.Equal(1, report.Imported);
        Assert.Empty(report.Ignored);
    }

    public void Dispose() => _rig.Dispose();

    /// <summary>A row that any kind takes.</summary>
    private static string Row(string header)
    {
        var separator = header.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var row = new StringBuilder();
        foreach (var name in header.Split(separator))
        {
            row.Append(row.Length == 0 ? "" : separator).Append(Cell(name));
        }

        return row.ToString();
    }

    private static string Cell(string name) =>
        FieldSets.Table(ImportKind.Accounts).Find(name)?.Field.Name == "accountId"
        || FieldSets.Table(ImportKind.Activities).Find(name)?.Field.Name == "accountId"
            ? "a1"
        : Enum.GetValues<ImportKind>().Any(kind => FieldSets.Table(kind).Find(name)?.Field.Type == FieldType.Instant)
            ? "2026-03-01"
        : name.Contains("Score", StringComparison.Ordinal) ? "7"
        : "a1";
}
