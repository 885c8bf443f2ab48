using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>An option that the column contradicts is refused: it would give the other values another meaning.</summary>
public sealed class ContradictedOptionTests : IDisposable
{
    private readonly ImportRig _rig = new();

    [Theory]
    [InlineData(DateOrder.DayFirst, "03/04/2026|12/25/2026|11/30/2026", "--dates mdy")]
    [InlineData(DateOrder.DayFirst, "03/04/2026|12/25/2026", "--dates mdy")]
    [InlineData(DateOrder.MonthFirst, "03/04/2026|25/12/2026|30/11/2026", "--dates dmy")]
    [InlineData(DateOrder.MonthFirst, "01/02/26|31/01/26|05/06/26", "--dates dmy")]
    [InlineData(DateOrder.YearFirst, "03/04/2026|25/12/2026", "--dates dmy")]
    [InlineData(DateOrder.DayFirst, "26/12/31|26/03/04|27/01/30", null)]
    public async Task Of_dates(DateOrder given, string cells, string? fits)
    {
        var report = await _rig.RunAsync(Rows("Renewal Date", cells), new ImportOptions(Dates: given));

        if (fits is null)
        {
            // Each can be a day of that month.
            Assert.Empty(report.Errors);
            return;
        }

        Assert.Equal((cells.Split('|').Length, 0), (report.Received, report.Imported));
        var error = Assert.Single(report.Errors);
        Assert.Equal("renewalDate", error.Field);
        Assert.Contains($"choose {fits}", error.Message, StringComparison.Ordinal);
        Assert.Null(await _rig.FindAsync("a0"));
    }

    [Theory]
    [InlineData(NumberFormat.Comma, "84,000.50|84.000|1,234.00", "--numbers en")]
    [InlineData(NumberFormat.Point, "84.000,50|84.000|1.234,00", "--numbers de")]
    [InlineData(NumberFormat.Point, "€ 84.000,50|12,5 €", "--numbers de")]
    public async Task Of_numbers(NumberFormat given, string cells, string fits)
    {
        var report = await _rig.RunAsync(Rows("ARR", cells), new ImportOptions(Numbers: given));

        Assert.Equal(0, report.Imported);
        Assert.Contains($"choose {fits}", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_message_names_a_column_of_a_thousand_values()
    {
        var cells = string.Join('|', Enumerable.Range(0, 1_000).Select(i => $"{1 + (i % 12)}/{1 + (i % 28)}/2026"));

        var report = await _rig.RunAsync(Rows("Renewal Date", cells), new ImportOptions(Dates: DateOrder.DayFirst));

        Assert.Equal((1_000, 1_000), (report.Received, report.Failed));
        Assert.Contains("other values", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
        Assert.Empty(report.Warnings);
    }

    [Theory]
    // Nothing but the option says what the others are.
    [InlineData(999)]
    [InlineData(99)]
    public async Task A_typing_error_costs_its_own_cell(int others)
    {
        var cells = string.Join('|', Enumerable.Repeat("03/04/2026", others).Append("12/25/2026"));

        var report = await _rig.RunAsync(Rows("Renewal Date", cells), new ImportOptions(Dates: DateOrder.DayFirst));

        Assert.Equal((others + 1, 0), (report.Imported, report.Failed));
        Assert.Equal(others + 2, Assert.Single(report.Warnings).Line);
        Assert.Equal(new DateTime(2026, 4, 3), (await _rig.FactsAsync("a0")).RenewalDate!.Value.UtcDateTime);
        Assert.Null((await _rig.FactsAsync($"a{others}")).RenewalDate);
    }

    [Fact]
    public async Task A_few_against_many_that_fit_the_option_alone_cost_their_cells()
    {
        var report = await _rig.RunAsync(
            Rows("Renewal Date", "13/04/2026|14/04/2026|04/25/2026|03/04/2026"),
            new ImportOptions(Dates: DateOrder.DayFirst)
        );

        Assert.Equal((4, 4), (report.Imported, Assert.Single(report.Warnings).Line));
    }

    [Fact]
    public async Task A_column_in_two_ways_has_no_option_that_fits()
    {
        var report = await _rig.RunAsync(
            Rows("Renewal Date", "13/04/2026|04/25/2026|03/04/2026"),
            new ImportOptions(Dates: DateOrder.DayFirst)
        );

        Assert.Contains("written in two ways", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_json_contradict_as_cells_do()
    {
        const string Lines = """
            {"accountId":"a0","name":"A","renewalDate":"03/04/2026"}
            {"accountId":"a1","name":"B","renewalDate":"12/25/2026"}
            """;

        var refused = await _rig.RunAsync(Lines, new ImportOptions(Dates: DateOrder.DayFirst));
        var right = await _rig.RunAsync(Lines, new ImportOptions(Dates: DateOrder.MonthFirst));

        Assert.Equal((2, 0), (refused.Received, refused.Imported));
        Assert.Contains("choose --dates mdy", Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(2, right.Imported);
    }

    public void Dispose() => _rig.Dispose();

    private static string Rows(string column, string cells) =>
        $"Account ID\tAccount Name\t{column}\n"
        + string.Concat(cells.Split('|').Select((cell, i) => $"a{i}\tAccount {i}\t{cell}\n"));
}
