using CsMl.Core.Accounts;

namespace CsMl.Tests.Morning;

public sealed class FormatMoneyTests
{
    [Theory]
    [InlineData("0", "EUR", "€0")]
    [InlineData("949.6", "USD", "$950")]
    [InlineData("999.5", "GBP", "£1k")]
    [InlineData("1250", "EUR", "€1.3k")]
    [InlineData("9960", "EUR", "€10k")]
    [InlineData("312400", "EUR", "€312k")]
    [InlineData("999499", "EUR", "€999k")]
    [InlineData("999600", "EUR", "€1m")]
    [InlineData("1250000", "CHF", "CHF 1.3m")]
    [InlineData("3000000000", "JPY", "¥3bn")]
    [InlineData("40000", null, "40k")]
    public void An_amount_is_taken_in_at_a_glance(string amount, string? currency, string expected) =>
        Assert.Equal(
            expected,
            FormatMoney.Of(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency)
        );
}
