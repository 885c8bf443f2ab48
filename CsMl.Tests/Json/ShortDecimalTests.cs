using System.Globalization;
using System.Text;
using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Tests.Json;

public sealed class ShortDecimalTests
{
    private const int Many = 200_000;

    [Fact]
    public void What_it_reads_is_the_double_that_the_full_parser_finds()
    {
        var random = new Random(1);
        for (var i = 0; i < Many; i++)
        {
            var digits = random
                .NextInt64((long)Math.Pow(10, random.Next(1, 16)))
                .ToString(CultureInfo.InvariantCulture);
            var point = random.Next(digits.Length + 1);
            var text = point == 0 || point == digits.Length ? digits : $"{digits[..point]}.{digits[point..]}";

            Assert.True(ShortDecimal.TryParse(Encoding.ASCII.GetBytes(text), out var value), text);
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)),
                BitConverter.DoubleToInt64Bits(value)
            );
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1.5E-7")]
    [InlineData("1234567890123456")]
    [InlineData("0.12345678901234567")]
    public void What_is_long_or_in_another_form_is_left_to_the_full_parser(string text)
    {
        Assert.False(ShortDecimal.TryParse(Encoding.ASCII.GetBytes(text), out _));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void What_it_writes_is_what_the_serialiser_writes()
    {
        var random = new Random(2);
        for (var i = 0; i < Many; i++)
        {
            var value = random.Next(6) switch
            {
                0 => Math.Round(random.NextDouble(), 4),
                1 => Math.Round(100 * random.NextDouble(), 1),
                2 => random.NextDouble(),
                3 => Math.Round(1e11 * random.NextDouble(), 4),
                4 => -Math.Round(random.NextDouble(), 4),
                _ => random.Next(200_000),
            };

            AssertSame(value);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.0)]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(0.0001)]
    [InlineData(0.00001)]
    [InlineData(99999999999.9999)]
    [InlineData(100000000000.0)]
    [InlineData(1e300)]
    [InlineData(double.Epsilon)]
    [InlineData(0.30000000000000004)]
    public void And_so_it_is_at_the_edges(double value) => AssertSame(value);

    private static void AssertSame(double value)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream);
        new ShortDecimalConverter().Write(writer, value, JsonSerializerOptions.Default);
        writer.Flush();

        Assert.Equal(JsonSerializer.Serialize(value), Encoding.ASCII.GetString(stream.ToArray()));
    }
}
