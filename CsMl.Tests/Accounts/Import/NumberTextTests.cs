using System.Globalization;
using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Numbers as files write them.</summary>
public sealed class NumberTextTests
{
    [Theory]
    [InlineData("84000", "84000", "84000")]
    [InlineData("84.000", "84", "84000")]
    [InlineData("84,000", "84000", "84")]
    [InlineData("1.234,56", null, "1234.56")]
    [InlineData("1,234.56", "1234.56", null)]
    [InlineData("1 234,56", null, "1234.56")]
    [InlineData("1\u00A0234,56", null, "1234.56")]
    [InlineData("1\u202F234,56", null, "1234.56")]
    [InlineData("1'234.50", "1234.50", null)]
    [InlineData("1’234’567", "1234567", "1234567")]
    [InlineData("12,34,567.00", "1234567", null)]
    [InlineData("1.234.567", null, "1234567")]
    [InlineData("0.123", "0.123", null)]
    [InlineData("0,5", null, "0.5")]
    [InlineData(".5", "0.5", null)]
    [InlineData("12.5", "12.5", null)]
    [InlineData("12.3456", "12.3456", null)]
    [InlineData("1234,567", null, "1234.567")]
    [InlineData("$84,000.00", "84000", null)]
    [InlineData("84.000,00 €", null, "84000")]
    [InlineData("€ 84.000", "84", "84000")]
    [InlineData("EUR 12500", "12500", "12500")]
    [InlineData("12500 USD", "12500", "12500")]
    [InlineData("US$ 12,500", "12500", "12.5")]
    [InlineData("CHF 1'250.75", "1250.75", null)]
    [InlineData("-12.5", "-12.5", null)]
    [InlineData("−7", "-7", "-7")]
    [InlineData("+7", "7", "7")]
    [InlineData("1.234,56-", null, "-1234.56")]
    [InlineData("(1,250.00)", "-1250", null)]
    [InlineData("($1,250.00)", "-1250", null)]
    [InlineData("-5 €", "-5", "-5")]
    [InlineData("€ -5", "-5", "-5")]
    [InlineData("61 %", "61", "61")]
    [InlineData("61,5%", null, "61.5")]
    [InlineData("1.5E+05", "150000", null)]
    [InlineData("1E+05", "100000", "100000")]
    [InlineData("", null, null)]
    [InlineData("-", null, null)]
    [InlineData("€", null, null)]
    [InlineData("n/a", null, null)]
    [InlineData("12k", null, null)]
    [InlineData("TEUR 12", null, null)]
    [InlineData("1.2.3", null, null)]
    [InlineData("1,23,4", null, null)]
    [InlineData("1.23.456", null, null)]
    [InlineData("12.", null, null)]
    [InlineData("--5", null, null)]
    [InlineData("(-5)", null, null)]
    [InlineData("1 23", null, null)]
    [InlineData("0x10", null, null)]
    [InlineData("1e999", null, null)]
    [InlineData("٨٤", null, null)]
    public void A_number_is_read_by_its_format(string text, string? point, string? comma)
    {
        Assert.Equal(Value(point), NumberText.Parse(text, NumberFormat.Point));
        Assert.Equal(Value(comma), NumberText.Parse(text, NumberFormat.Comma));
    }

    private static decimal? Value(string? text) =>
        text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
