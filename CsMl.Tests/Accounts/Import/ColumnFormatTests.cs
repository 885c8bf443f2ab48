using System.Globalization;
using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>The format of a column is decided by its rows, or by the caller, and never guessed.</summary>
public sealed class ColumnFormatTests : IDisposable
{
    private readonly ImportRig _rig = new();

    [Theory]
    [InlineData("84.000|1.234,56", "84000|1234.56")]
    [InlineData("84,000|1,234.56", "84000|1234.56")]
    [InlineData("84.000|12.5", "84|12.5")]
    [InlineData("84.000 €|0,5", "84000|0.5")]
    [InlineData("12500|84000", "12500|84000")]
    [InlineData("1 234,5|84.000", "1234.5|84000")]
    public async Task One_value_with_one_meaning_decides_the_column(string cells, string expected)
    {
        Assert.Equal(expected, await RevenuesAsync(cells));
    }

    [Theory]
    [InlineData("84.000")]
    [InlineData("84.000|12.500")]
    [InlineData("84,000|12500")]
    [InlineData("€ 84.000|n/a")]
    public async Task A_column_with_two_meanings_is_refused_with_the_options_that_settle_it(string cells)
    {
        var report = await _rig.RunAsync(Rows("ARR", cells));

        Assert.Equal(0, report.Imported);
        Assert.Equal(cells.Split('|').Length, report.Failed);
        var error = Assert.Single(report.Errors);
        Assert.Equal("annualRevenue", error.Field);
        Assert.Contains("--numbers en or --numbers de", error.Message, StringComparison.Ordinal);
        Assert.Null(await _rig.FindAsync("a0"));
    }

    [Theory]
    [InlineData(NumberFormat.Comma, "84000|12500")]
    [InlineData(NumberFormat.Point, "84|12.5")]
    public async Task The_option_settles_it(NumberFormat numbers, string expected)
    {
        Assert.Equal(expected, await RevenuesAsync("84.000|12.500", new ImportOptions(Numbers: numbers)));
    }

    [Fact]
    public async Task A_score_out_of_range_in_one_reading_has_one_meaning()
    {
        await _rig.RunAsync(Rows("Health Score", "61.500|72.250"));

        Assert.Equal(61.5, (await _rig.FactsAsync("a0")).HealthScore);
    }

    [Theory]
    [InlineData("25/12/2026|03/04/2026", "2026-12-25|2026-04-03")]
    [InlineData("12/25/2026|03/04/2026", "2026-12-25|2026-03-04")]
    [InlineData("31.12.26|03.04.26", "2026-12-31|2026-04-03")]
    [InlineData("2026-12-31|2027-01-15", "2026-12-31|2027-01-15")]
    public async Task One_date_with_one_meaning_decides_the_column(string cells, string expected)
    {
        await _rig.RunAsync(Rows("Renewal Date", cells));

        Assert.Equal(expected, await RenewalsAsync(expected.Split('|').Length));
    }

    [Fact]
    public async Task Dates_with_two_meanings_are_refused_until_the_order_is_said()
    {
        var rows = Rows("Renewal Date", "03/04/2026|05/06/2026");
        var report = await _rig.RunAsync(rows);

        Assert.Equal((0, 2), (report.Imported, report.Failed));
        Assert.Contains("--dates dmy or --dates mdy", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
        await _rig.RunAsync(rows, new ImportOptions(Dates: DateOrder.MonthFirst));
        Assert.Equal("2026-03-04|2026-05-06", await RenewalsAsync(2));
    }

    [Fact]
    public async Task A_later_row_that_contradicts_loses_its_cell_and_is_named()
    {
        var cells = Enumerable.Repeat("25/12/2026", 1_200).ToList();
        cells[1_100] = "12/26/2026";

        var report = await _rig.RunAsync(Rows("Renewal Date", string.Join('|', cells)));

        Assert.Equal((1_200, 0), (report.Imported, report.Failed));
        Assert.Equal((1_102, "renewalDate"), (report.Warnings[0].Line, Assert.Single(report.Warnings).Field));
        Assert.Contains("read as dmy", report.Warnings[0].Message, StringComparison.Ordinal);
        Assert.Null((await _rig.FactsAsync("a1100")).RenewalDate);
    }

    [Fact]
    public async Task A_later_value_with_two_meanings_in_a_column_that_had_none_is_named()
    {
        var cells = Enumerable.Repeat("12500", 1_010).ToList();
        cells[1_005] = "84.000";

        var report = await _rig.RunAsync(Rows("ARR", string.Join('|', cells)));

        Assert.Contains("two numbers", Assert.Single(report.Warnings).Message, StringComparison.Ordinal);
        Assert.Null((await _rig.FactsAsync("a1005")).AnnualRevenue);
    }

    [Fact]
    public async Task A_few_that_contradict_many_lose_their_cells()
    {
        var report = await _rig.RunAsync(Rows("Renewal Date", "13/04/2026|14/04/2026|04/25/2026|03/04/2026"));

        Assert.Equal((4, 0), (report.Imported, report.Failed));
        Assert.Equal(4, Assert.Single(report.Warnings).Line);
        Assert.Equal(new DateTime(2026, 4, 3), (await _rig.FactsAsync("a3")).RenewalDate!.Value.UtcDateTime);
    }

    [Fact]
    public async Task A_column_written_in_two_ways_is_refused()
    {
        var report = await _rig.RunAsync(Rows("ARR", "1.234,56|1,234.56"));

        Assert.Equal((0, 2), (report.Imported, report.Failed));
        Assert.Contains("in two ways", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _rig.Dispose();

    private static string Rows(string column, string cells) =>
        $"Account ID\tAccount Name\t{column}\n"
        + string.Concat(cells.Split('|').Select((cell, i) => $"a{i}\tAccount {i}\t{cell}\n"));

    private async Task<string> RevenuesAsync(string cells, ImportOptions? options = null)
    {
        var report = await _rig.RunAsync(Rows("ARR", cells), options);
        Assert.Empty(report.Warnings);
        var values = new List<string>();
        for (var i = 0; i < report.Imported; i++)
        {
            var revenue = (await _rig.FactsAsync($"a{i}")).AnnualRevenue!.Value;
            values.Add((revenue / 1.000000000m).ToString("0.##", CultureInfo.InvariantCulture));
        }

        return string.Join('|', values);
    }

    private async Task<string> RenewalsAsync(int count)
    {
        var values = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var date = (await _rig.FactsAsync($"a{i}")).RenewalDate!.Value;
            values.Add(date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return string.Join('|', values);
    }
}
