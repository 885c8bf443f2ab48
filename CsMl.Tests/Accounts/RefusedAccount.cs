using System.Text;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Tests.Accounts;

/// <summary>An input that is refused, and why.</summary>
internal static class RefusedAccount
{
    public static IReadOnlyList<FieldError> Errors(string json)
    {
        var line = ReadAccount.TryParse(Encoding.UTF8.GetBytes(json), out var errors);
        Assert.Equal(errors.Count > 0, line is null);
        return errors;
    }
}
