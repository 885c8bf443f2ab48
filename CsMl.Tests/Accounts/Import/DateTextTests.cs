using System.Globalization;
using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Dates as files write them.</summary>
public sealed class DateTextTests
{
    [Theory]
    [InlineData("2026-03-04", "2026-03-04T00:00:00")]
    [InlineData("2026-03-04T09:30:00.000+0000", "2026-03-04T09:30:00")] // As Salesforce exports it.
    [InlineData("2026-03-04 09:30:00 UTC", "2026-03-04T09:30:00")] // As Zendesk exports it.
    [InlineData("2026-03-04 9:30", "2026-03-04T09:30:00")]
    [InlineData("2026/03/04", "2026-03-04T00:00:00")]
    [InlineData("2026.3.4", "2026-03-04T00:00:00")]
    [InlineData("2026-3-4", "2026-03-04T00:00:00")]
    [InlineData("20260304", "2026-03-04T00:00:00")]
    [InlineData("04.03.2026", "2026-03-04T00:00:00")]
    [InlineData("4.3.26", "2026-03-04T00:00:00")]
    [InlineData("4. 3. 2026", "2026-03-04T00:00:00")]
    [InlineData("31.12.69", "2069-12-31T00:00:00")]
    [InlineData("31.12.70", "1970-12-31T00:00:00")]
    [InlineData("04.03.2026 16:05", "2026-03-04T16:05:00")]
    [InlineData("04.03.2026, 16:05 Uhr", "2026-03-04T16:05:00")]
    [InlineData("4 Mar 2026", "2026-03-04T00:00:00")]
    [InlineData("4-Mar-26", "2026-03-04T00:00:00")]
    [InlineData("04/Mar/26 9:30 PM", "2026-03-04T21:30:00")] // As Jira exports it.
    [InlineData("Mar 4, 2026", "2026-03-04T00:00:00")]
    [InlineData("March 4, 2026 12:00 AM", "2026-03-04T00:00:00")]
    [InlineData("4. März 2026", "2026-03-04T00:00:00")]
    [InlineData("4. Dez. 2026", "2026-12-04T00:00:00")]
    [InlineData("46085", "2026-03-04T00:00:00")] // The serial of a spreadsheet.
    [InlineData("46085.5", "2026-03-04T12:00:00")]
    [InlineData("46085,25", "2026-03-04T06:00:00")]
    [InlineData("1772582400000", "2026-03-04T00:00:00")] // Milliseconds, as HubSpot's API tells them.
    [InlineData("1772582400", "2026-03-04T00:00:00")]
    [InlineData("2026-03-04T09:30:00+02:00", "2026-03-04T07:30:00")]
    [InlineData("04.03.2026 09:30 +0200", "2026-03-04T07:30:00")]
    public void A_date_that_has_one_meaning_needs_no_order(string text, string expected)
    {
        foreach (var order in Enum.GetValues<DateOrder>())
        {
            Assert.Equal(expected, Written(text, order));
        }
    }

    [Theory]
    [InlineData("03/04/2026", "2026-04-03T00:00:00", "2026-03-04T00:00:00", null)]
    [InlineData("3/4/26", "2026-04-03T00:00:00", "2026-03-04T00:00:00", null)]
    [InlineData("03-04-2026", "2026-04-03T00:00:00", "2026-03-04T00:00:00", null)]
    [InlineData("26-03-04", "2004-03-26T00:00:00", null, "2026-03-04T00:00:00")]
    [InlineData("25/12/2026", "2026-12-25T00:00:00", null, null)]
    [InlineData("12/25/2026", null, "2026-12-25T00:00:00", null)]
    [InlineData("3/14/2026 9:30 AM", null, "2026-03-14T09:30:00", null)]
    [InlineData("11/3/2026 12:15 pm", "2026-03-11T12:15:00", "2026-11-03T12:15:00", null)]
    public void A_date_with_more_meanings_has_one_an_order(string text, string? dmy, string? mdy, string? ymd)
    {
        Assert.Equal(dmy, Written(text, DateOrder.DayFirst));
        Assert.Equal(mdy, Written(text, DateOrder.MonthFirst));
        Assert.Equal(ymd, Written(text, DateOrder.YearFirst));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("31.02.2026")]
    [InlineData("32.01.2026")]
    [InlineData("13/13/2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-13-01")]
    [InlineData("1.3")]
    [InlineData("04.03.")]
    [InlineData("04.03.202")]
    [InlineData("04.03-2026")]
    [InlineData("104.03.2026")]
    [InlineData("04.03.2026 25:00")]
    [InlineData("04.03.2026 9:60")]
    [InlineData("04.03.2026 13:00 PM")]
    [InlineData("04.03.2026 09:30 CET")]
    [InlineData("04.03.2026x")]
    [InlineData("4 Foo 2026")]
    [InlineData("84000.50.1")]
    [InlineData("12")]
    [InlineData("2026")]
    [InlineData("999999")]
    [InlineData("99999999")]
    [InlineData("31122026")]
    [InlineData("٠٤.٠٣.٢٠٢٦")]
    public void What_is_no_date_is_none_in_any_order(string text)
    {
        foreach (var order in Enum.GetValues<DateOrder>())
        {
            Assert.Null(Written(text, order));
        }
    }

    private static string? Written(string text, DateOrder order) =>
        DateText.Parse(text, order)?.UtcDateTime.ToString("s", CultureInfo.InvariantCulture);
}
