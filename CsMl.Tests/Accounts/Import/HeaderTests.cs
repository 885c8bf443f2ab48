using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Names of columns, as systems and people write them.</summary>
public sealed class HeaderTests : IDisposable
{
    private readonly ImportRig _rig = new();

    [Theory]
    [InlineData("accountId", "accountId")]
    [InlineData("ACCOUNT_ID", "accountId")]
    [InlineData(" account id ", "accountId")]
    [InlineData("Account ID", "accountId")]
    [InlineData("Record ID", "accountId")]
    [InlineData("Record ID - Company", "accountId")]
    [InlineData("(Do Not Modify) Account", "accountId")]
    [InlineData("GSID", "accountId")]
    [InlineData("Id", "accountId")]
    [InlineData("Kundennummer", "accountId")]
    [InlineData("Kd.-Nr.", "accountId")]
    [InlineData("Account Name", "name")]
    [InlineData("Company name", "name")]
    [InlineData("Firma", "name")]
    [InlineData("Account Owner", "ownerId")]
    [InlineData("Customer Success Manager", "ownerId")]
    [InlineData("CSM", "ownerId")]
    [InlineData("Betreuer", "ownerId")]
    [InlineData("Zuständig", "ownerId")]
    [InlineData("zustaendig", "ownerId")]
    [InlineData("ARR", "annualRevenue")]
    [InlineData("ARR__c", "annualRevenue")]
    [InlineData("Annual Revenue", "annualRevenue")]
    [InlineData("Jahresumsatz", "annualRevenue")]
    [InlineData("Renewal Date", "renewalDate")]
    [InlineData("Renewal_Date__c", "renewalDate")]
    [InlineData("Verlängerungsdatum", "renewalDate")]
    [InlineData("Verlangerungsdatum", "renewalDate")]
    [InlineData("VERLAENGERUNGSDATUM", "renewalDate")]
    [InlineData("Verla\u0308ngerungsdatum", "renewalDate")]
    [InlineData("Created On", "createdAt")]
    [InlineData("Erstellt am", "createdAt")]
    [InlineData("Health-Score", "healthScore")]
    [InlineData("Währung", "currency")]
    [InlineData("CurrencyIsoCode", "currency")]
    [InlineData("Currency ISO Code", "currency")]
    [InlineData("ARR Currency", "currency")]
    [InlineData("Subscription Currency", "subscription.currency")]
    [InlineData("Contract End", "subscription.endDate")]
    [InlineData("Vertragsende", "subscription.endDate")]
    [InlineData("Kündigungsdatum", "subscription.noticeAt")]
    [InlineData("Cancel at period end", "subscription.cancelAtPeriodEnd")]
    [InlineData("Favourite colour", null)]
    public void A_column_is_known_by_any_of_its_names(string header, string? field)
    {
        Assert.Equal(field, FieldSets.Table(ImportKind.Accounts).Find(header)?.Field.Name);
    }

    [Theory]
    [InlineData(ImportKind.Activities, "Activity Date", "date")]
    [InlineData(ImportKind.Activities, "Associated Company IDs", "accountId")]
    [InlineData(ImportKind.Activities, "Betreff", "subject")]
    [InlineData(ImportKind.Tickets, "Date/Time Opened", "createdAt")]
    [InlineData(ImportKind.Tickets, "Case Number", "id")]
    [InlineData(ImportKind.Tickets, "Priorität", "priority")]
    [InlineData(ImportKind.Health, "Score", "overallScore")]
    [InlineData(ImportKind.Contacts, "Job Title", "role")]
    [InlineData(ImportKind.Opportunities, "Close Date", "expectedCloseDate")]
    [InlineData(ImportKind.Subscriptions, "Vertragsbeginn", "startDate")]
    [InlineData(ImportKind.Subscriptions, "End Date", "endDate")]
    [InlineData(ImportKind.Subscriptions, "Notice Date", "noticeAt")]
    public void Each_kind_has_names_of_its_own(ImportKind kind, string header, string field)
    {
        Assert.Equal(field, FieldSets.Table(kind).Find(header)?.Field.Name);
    }

    [Theory]
    [InlineData("helthScore", "healthScore")]
    [InlineData("Renwal Date", "renewalDate")]
    [InlineData("anualRevenue", "annualRevenue")]
    [InlineData("ownerld", "ownerId")]
    [InlineData("Favourite colour", null)]
    [InlineData("x", null)]
    public async Task An_unknown_column_is_named_with_the_nearest_known_one(string header, string? nearest)
    {
        var report = await _rig.RunAsync($"accountId,name,{header}\n1,A,1\n");

        Assert.Equal(new IgnoredName(header, nearest), Assert.Single(report.Ignored));
        Assert.Equal(1, report.Imported);
    }

    [Fact]
    public async Task Two_columns_of_one_field_are_refused_until_the_caller_decides()
    {
        const string Rows = "Account ID,Account Name,ARR,Annual Revenue\n1,A,10,99\n";
        var report = await _rig.RunAsync(Rows);

        var error = Assert.Single(report.Errors);
        Assert.Equal(("annualRevenue", 0), (error.Field, report.Imported));
        Assert.Contains("'ARR' and 'Annual Revenue'", error.Message, StringComparison.Ordinal);

        var decided = await _rig.RunAsync(Rows, Mapped("ARR=annualRevenue"));
        Assert.Equal(new IgnoredName("Annual Revenue", "annualRevenue"), Assert.Single(decided.Ignored));
        Assert.Equal(10, (await _rig.FactsAsync("1")).AnnualRevenue);
        await _rig.RunAsync(Rows, Mapped("ARR=-"));
        Assert.Equal(99, (await _rig.FactsAsync("1")).AnnualRevenue);
    }

    [Fact]
    public async Task A_weak_name_gives_way_to_a_better_one()
    {
        await _rig.RunAsync("Id,Account ID,Name,Account Number\nrow-7,1,A,77\n");

        Assert.Equal("A", (await _rig.FactsAsync("1")).Name);
        Assert.Null(await _rig.FindAsync("row-7"));
    }

    [Theory]
    [InlineData("Nr=accountId", "Nr", "is no column")]
    [InlineData("Numer=accountId", "Numer", "did you mean 'Number'?")]
    [InlineData("Number=acountId", "acountId", "did you mean 'accountId'?")]
    public async Task A_mapping_that_fits_nothing_is_named(string map, string field, string message)
    {
        var report = await _rig.RunAsync("Number,name\n1,A\n", Mapped(map));

        Assert.Equal(0, report.Imported);
        Assert.Contains(report.Errors, e => e.Field == field && e.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mapping_file_has_one_mapping_a_line()
    {
        var errors = new FieldErrors();
        var map = ColumnMapping.ParseFile(
            "# ours\r\nKunden=Nr=accountId\r\n\r\n Firma = name \nAlt=-\nnonsense\n",
            errors
        );

        Assert.Equal(
            [
                new ColumnMapping("Kunden=Nr", "accountId"),
                new ColumnMapping("Firma", "name"),
                new ColumnMapping("Alt", null),
            ],
            map
        );
        Assert.Equal("line 6", Assert.Single(errors.All).Field);
    }

    [Fact]
    public async Task Titles_above_the_header_and_footers_below_the_rows_are_passed_over_and_named()
    {
        var report = await _rig.RunAsync(
            "My report,,\nAs of 2026-11-20,,\n\nAccount ID,Account Name,ARR\n1,A,5\n2,B,6\n,,\n\"Generated by me\",,\n"
        );

        Assert.Equal((2, 2), (report.Received, report.Imported));
        Assert.Equal([1, 8], report.Warnings.Select(w => w.Line));
    }

    [Fact]
    public async Task A_column_without_a_name_is_named_by_its_number_if_it_holds_something()
    {
        var report = await _rig.RunAsync("accountId,name,,\n1,A,,\n2,B,x,\n");

        Assert.Equal(new IgnoredName("(column 3)", null), Assert.Single(report.Ignored));
        Assert.Equal(2, report.Imported);
    }

    public void Dispose() => _rig.Dispose();

    private static ImportOptions Mapped(params string[] map) =>
        new() { Map = [.. map.Select(m => ColumnMapping.Parse(m)!)] };
}
