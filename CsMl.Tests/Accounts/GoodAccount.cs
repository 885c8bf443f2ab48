using System.Globalization;
using System.Text;
using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts;

/// <summary>An input that is read without an error.</summary>
internal static class GoodAccount
{
    public static DateTimeOffset Day(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static AccountLine Read(string json)
    {
        var line = ReadAccount.TryParse(Encoding.UTF8.GetBytes(json), out var errors);
        Assert.Empty(errors);
        return line!;
    }
}
