using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>The currency of a revenue is the account's, wherever the file states it.</summary>
public sealed class CurrencyTests : IDisposable
{
    private readonly ImportRig _rig = new();

    [Theory]
    [InlineData("EUR 84000", 84_000, "EUR")]
    [InlineData("84000,50 €", 84_000.5, "EUR")]
    [InlineData("€84000", 84_000, "EUR")]
    [InlineData("$1234567", 1_234_567, "USD")]
    [InlineData("US$ 12500", 12_500, "USD")]
    [InlineData("12500 USD", 12_500, "USD")]
    [InlineData("£84000", 84_000, "GBP")]
    [InlineData("CHF 1'250.75", 1_250.75, "CHF")]
    [InlineData("Fr. 1'250.75", 1_250.75, "CHF")]
    [InlineData("C$ 12500", 12_500, "CAD")]
    [InlineData("¥84000", 84_000, "JPY")]
    [InlineData("TRY 84000", 84_000, "TRY")]
    [InlineData("84000 zł", 84_000, "PLN")]
    [InlineData("(EUR 84000)", -84_000, "EUR")]
    [InlineData("-5 €", -5, "EUR")]
    [InlineData("84000", 84_000, null)]
    public async Task A_cell_states_it(string cell, double revenue, string? currency)
    {
        var report = await _rig.RunAsync($"Account ID\tAccount Name\tARR\na\tA\t{cell}\n");

        Assert.Empty(report.Warnings);
        var facts = await _rig.FactsAsync("a");
        Assert.Equal(((decimal)revenue, currency), (facts.AnnualRevenue, facts.Currency));
    }

    [Theory]
    [InlineData("ARR Currency", "EUR", "EUR")]
    [InlineData("Currency ISO Code", "usd", "USD")]
    [InlineData("CurrencyIsoCode", "GBP", "GBP")]
    [InlineData("Currency", "USD - U.S. Dollar", "USD")]
    [InlineData("Transaction Currency", "Euro", "EUR")]
    [InlineData("Annual Contract Value Currency", "EUR", "EUR")]
    [InlineData("Jahresumsatz Währung", "CHF", "CHF")]
    [InlineData("Währung", "€", "EUR")]
    public async Task A_column_states_it(string header, string cell, string currency)
    {
        var report = await _rig.RunAsync($"Account ID\tAccount Name\tARR\t{header}\na\tA\t84000\t{cell}\n");

        Assert.Empty(report.Warnings);
        Assert.Equal(currency, (await _rig.FactsAsync("a")).Currency);
    }

    [Theory]
    [InlineData("ARR (EUR)", "EUR")]
    [InlineData("ARR in USD", "USD")]
    [InlineData("Umsatz in €", "EUR")]
    [InlineData("Jahresumsatz (€)", "EUR")]
    [InlineData("ARR_GBP__c", "GBP")]
    [InlineData("Contract Value [CHF]", "CHF")]
    public async Task The_name_of_the_column_states_it(string header, string currency)
    {
        var report = await _rig.RunAsync($"Account ID\tAccount Name\t{header}\na\tA\t84000\n");

        Assert.Empty(report.Ignored);
        var facts = await _rig.FactsAsync("a");
        Assert.Equal((84_000m, currency), (facts.AnnualRevenue, facts.Currency));
    }

    [Fact]
    public async Task A_workbook_shows_it()
    {
        var report = await _rig.RunAsync(
            Workbook.Of(["Kundennummer", "Firma", "Umsatz"], ["1", "A", Workbook.Number("84000", 3)])
        );

        Assert.Empty(report.Warnings);
        Assert.Equal(
            (84_000m, "EUR"),
            ((await _rig.FactsAsync("1")).AnnualRevenue, (await _rig.FactsAsync("1")).Currency)
        );
    }

    [Fact]
    public async Task Each_account_has_its_own()
    {
        await _rig.RunAsync("Account ID;Account Name;ARR\na;A;EUR 84000\nb;B;$12500\nc;C;7\n");

        Assert.Equal("EUR", (await _rig.FactsAsync("a")).Currency);
        Assert.Equal("USD", (await _rig.FactsAsync("b")).Currency);
        Assert.Null((await _rig.FactsAsync("c")).Currency);
    }

    [Fact]
    public async Task Of_several_columns_the_one_named_after_the_revenue_counts()
    {
        var options = new ImportOptions { Map = [new("Annual Revenue", null)] };

        await _rig.RunAsync(
            "Account ID,Account Name,Annual Revenue Currency,Annual Revenue,ARR Currency,ARR\na,A,USD,1,EUR,84000\n",
            options
        );

        Assert.Equal("EUR", (await _rig.FactsAsync("a")).Currency);
    }

    [Theory]
    [InlineData("84000", "Galactic credits", "currency", null)]
    [InlineData("84000", "XXX", "currency", null)]
    [InlineData("kr 84000", "", "annualRevenue", null)]
    [InlineData("EUR 84000", "USD", "currency", null)]
    [InlineData("$84000", "CAD", null, "CAD")]
    [InlineData("EUR 84000", "EUR", null, "EUR")]
    public async Task What_is_unknown_or_contradicts_is_named(
        string cell,
        string told,
        string? warned,
        string? currency
    )
    {
        var report = await _rig.RunAsync($"Account ID,Account Name,ARR,Currency\na,A,{cell},{told}\n");

        Assert.Equal(warned, report.Warnings.SingleOrDefault()?.Field);
        Assert.Equal(
            (84_000m, currency),
            ((await _rig.FactsAsync("a")).AnnualRevenue, (await _rig.FactsAsync("a")).Currency)
        );
    }

    [Fact]
    public async Task A_row_without_one_leaves_it_and_another_empties_it()
    {
        await _rig.RunAsync("Account ID,Account Name,ARR\na,A,EUR 84000\n");
        await _rig.RunAsync("Account ID,Account Name,ARR,Currency\na,A,7,\n");
        Assert.Equal("EUR", (await _rig.FactsAsync("a")).Currency);

        await _rig.RunAsync("Account ID,Account Name,Currency\na,A,#EMPTY\n");
        Assert.Null((await _rig.FactsAsync("a")).Currency);
    }

    [Fact]
    public async Task Json_and_subscriptions_state_it_too()
    {
        await _rig.RunAsync("""{"accountId":"a","name":"A","annualRevenue":"EUR 84000"}""");
        await _rig.RunAsync("""{"accountId":"b","name":"B","annualRevenue":7,"currency":"chf"}""");
        await _rig.RunAsync("Account ID;Plan;ARR\na;Team;$ 12500\n", new ImportOptions(ImportKind.Subscriptions));

        Assert.Equal("EUR", (await _rig.FactsAsync("a")).Currency);
        Assert.Equal("USD", (await _rig.FactsAsync("a")).Subscription!.Currency);
        Assert.Equal("CHF", (await _rig.FactsAsync("b")).Currency);
    }

    public void Dispose() => _rig.Dispose();
}
