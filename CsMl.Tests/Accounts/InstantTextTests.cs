using System.Globalization;
using System.Text;
using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts;

public sealed class InstantTextTests
{
    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00.0000000Z")]
    [InlineData("2026-03-01T09:30", "2026-03-01T09:30:00.0000000Z")]
    [InlineData("2026-03-01T09:30Z", "2026-03-01T09:30:00.0000000Z")]
    [InlineData("2026-03-01T09:30:15", "2026-03-01T09:30:15.0000000Z")]
    [InlineData("2026-03-01 09:30:15", "2026-03-01T09:30:15.0000000Z")]
    [InlineData("2026-03-01t09:30:15z", "2026-03-01T09:30:15.0000000Z")]
    [InlineData("2026-03-01T09:30:15.5Z", "2026-03-01T09:30:15.5000000Z")]
    [InlineData("2026-03-01T09:30:15,25Z", "2026-03-01T09:30:15.2500000Z")]
    [InlineData("2026-03-01T09:30:15.1234567891Z", "2026-03-01T09:30:15.1234567Z")]
    [InlineData("2026-03-01T09:30:15+02:00", "2026-03-01T07:30:15.0000000Z")]
    [InlineData("2026-03-01T09:30:15-0530", "2026-03-01T15:00:15.0000000Z")]
    [InlineData("2026-03-01 09:30:15+00", "2026-03-01T09:30:15.0000000Z")] // As PostgreSQL prints it.
    [InlineData("2026-01-01T00:00:00+14:00", "2025-12-31T10:00:00.0000000Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("1900-01-01T00:00:00+14:00", "1899-12-31T10:00:00.0000000Z")]
    [InlineData("2200-12-31T23:59:59.9999999Z", "2200-12-31T23:59:59.9999999Z")]
    public void An_instant_is_read_as_UTC(string text, string utc)
    {
        Assert.True(InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(utc, instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, instant.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-3-1")]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-10")]
    [InlineData("2026-04-31")]
    [InlineData("2026-03-00")]
    [InlineData("1899-12-31")]
    [InlineData("2201-01-01")]
    [InlineData("0000-00-00")]
    [InlineData("2026/03/01")]
    [InlineData("01.03.2026")]
    [InlineData("20260301")]
    [InlineData("2026-03-01T")]
    [InlineData("2026-03-01Z")]
    [InlineData("2026-03-01T9:30")]
    [InlineData("2026-03-01T09:60")]
    [InlineData("2026-03-01T24:01")]
    [InlineData("2026-03-01T25:00:00Z")]
    [InlineData("2026-03-01T09:30:61Z")]
    [InlineData("2026-03-01T09:30:00.Z")]
    [InlineData("2026-03-01T09:30:00.")]
    [InlineData("2026-03-01T09:30:00+14:01")]
    [InlineData("2026-03-01T09:30:00+15:00")]
    [InlineData("2026-03-01T09:30:00+02:60")]
    [InlineData("2026-03-01T09:30:00+2:00")]
    [InlineData("2026-03-01T09:30:00+")]
    [InlineData("2026-03-01T09:30:00ZZ")]
    [InlineData("2026-03-01T09:30:00Z ")]
    [InlineData(" 2026-03-01")]
    [InlineData("2026-03-01T09:30:00 UTC")]
    [InlineData("-026-03-01")]
    [InlineData("2026-03--1")]
    [InlineData("२०२६-०३-०१")]
    [InlineData("yesterday afternoon")]
    [InlineData("2026-03-01T09:30:00.000000000000000000000Z")]
    public void What_is_no_ISO_8601_instant_is_refused(string text)
    {
        Assert.False(InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var instant), $"{text} became {instant:O}");
    }

    [Fact]
    public void What_is_written_in_any_usual_way_is_read_as_the_framework_reads_it()
    {
        var random = new Random(8601);
        for (var i = 0; i < 20_000; i++)
        {
            var text = Written(random);

            Assert.True(InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var instant), text);
            AssertAsOracle(text, instant);
        }
    }

    /// <summary>A reader stricter than the framework is right; one that reads something else is not.</summary>
    [Fact]
    public void A_broken_instant_is_refused_or_read_as_the_framework_reads_it()
    {
        const string Signs = "0123456789-+:.,TtZz \0é";
        var random = new Random(1986);
        var read = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var text = new StringBuilder(Written(random));
            for (var n = random.Next(1, 3); n > 0; n--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0:
                        text[at] = Signs[random.Next(Signs.Length)];
                        break;
                    case 1:
                        text.Insert(at, Signs[random.Next(Signs.Length)]);
                        break;
                    default:
                        text.Remove(at, 1);
                        break;
                }
            }

            if (InstantText.TryParse(Encoding.UTF8.GetBytes(text.ToString()), out var instant))
            {
                read++;
                AssertAsOracle(text.ToString(), instant);
            }
        }

        Assert.InRange(read, 5_000, 95_000);
    }

    private static void AssertAsOracle(string text, DateTimeOffset instant)
    {
        // The framework does not know the comma that ISO 8601 prefers.
        var known = DateTimeOffset.TryParse(
            text.Replace(',', '.'),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var oracle
        );
        Assert.True(known, $"{text} was read as {instant:O}; the framework refuses it");
        // It rounds the eighth digit of a second, where the app drops it.
        Assert.True((oracle - instant).Duration().Ticks <= 1, $"{text}: {instant:O}, the framework says {oracle:O}");
    }

    private static string Written(Random random)
    {
        var text = new DateTime(1900, 1, 2, 0, 0, 0, DateTimeKind.Utc)
            .AddSeconds(random.NextInt64(300L * 365 * 86_400))
            .AddTicks(random.Next((int)TimeSpan.TicksPerSecond))
            .ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
        var length = random.Next(5) switch
        {
            0 => 10,
            1 => 16,
            2 => 19,
            _ => random.Next(21, 28),
        };
        text = text[..length];
        if (random.Next(2) == 0)
        {
            text = text.Replace(' ', 'T');
        }

        return length == 10
            ? text
            : text
                + random.Next(4) switch
                {
                    0 => "",
                    1 => "Z",
                    2 => $"{(random.Next(2) == 0 ? '+' : '-')}{random.Next(14):00}:{random.Next(60):00}",
                    _ => $"{(random.Next(2) == 0 ? '+' : '-')}{random.Next(14):00}",
                };
    }
}
