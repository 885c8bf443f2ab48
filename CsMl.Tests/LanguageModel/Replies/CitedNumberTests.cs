using System.Globalization;
using CsMl.Core.LanguageModel.Replies;

namespace CsMl.Tests.LanguageModel.Replies;

public sealed class CitedNumberTests
{
    [Theory]
    [InlineData("fell to 48 points", "48")]
    [InlineData("fell to 48.0, then 4.25", "48.0 4.25")]
    [InlineData("worth 1,200 or 1,234,567.8", "1200 1234567.8")]
    [InlineData("12k, 1.2 million, 3 thousand, 2bn", "12000 1200000.0 3000 2000000000")]
    [InlineData("45%, 45 %, 45 percent and 45 per cent", "45% 45% 45% 45%")]
    [InlineData(".45 and -7", ".45 7")]
    [InlineData("thirteen, fifteen and nineteen meetings, eighteen percent", "13 15 19 18%")]
    [InlineData(
        "a hundred, two hundred and fifty, one thousand two hundred, twenty-five thousand",
        "100 250 1200 25000"
    )]
    [InlineData("a dozen, two dozen, half a dozen, 3 dozen, several hundred", "12 24 6 36 100")]
    [InlineData("half a million, three quarters of a million, two and a half, one and a half", "500000 750000 2.5 1.5")]
    [InlineData("half of them, by a quarter, a quarter of seats, two thirds of it", "50% 25% 25% 67%")]
    [InlineData("hundreds of users, dozens", "? ?")]
    [InlineData(
        "this quarter, first half, half a year, half-hearted, quarterly, a third party, the third of March",
        ""
    )]
    [InlineData("hundred hundred hundred hundred hundred hundred hundred hundred", "100000000000000")]
    [InlineData("two of seven; Twelve; twenty; forty-five percent", "2 7 12 20 45%")]
    [InlineData("a 90-day window, 30d", "90 30")]
    [InlineData("on 2026-03-04T09:30", "2026-03-04 9 30")]
    [InlineData("since 4 March 2026, 12 days", "2026-03-04 12")]
    [InlineData("12 May 30 days", "12 30")]
    [InlineData("in March 2026, the 4th", "2026 4")]
    [InlineData("24/7, 1:1, 1-on-1, Q3, P1, H2, B2B, 360-degree, a 3rd party, two-way", "")]
    [InlineData("one more, someone, often, weight, tend, height", "")]
    [InlineData("USD1200 and EUR 500", "1200 500")]
    [InlineData("12345678901234567890", "?")]
    [InlineData("٤٨", "?")]
    public void Numbers_are_found_however_they_are_written(string text, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', CitedNumber.In(text).Select(Show)));

    private static string Show(CitedNumber number)
    {
        if (number.Date is { } date)
        {
            return date;
        }

        // Values carry the places they were written with.
        var value = number.Value?.ToString(CultureInfo.InvariantCulture).TrimStart('0') ?? "?";
        return value + (number.IsPercent ? "%" : "");
    }
}
