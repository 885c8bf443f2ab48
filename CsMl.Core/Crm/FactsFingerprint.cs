using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>
/// A hash of what facts mean. The order of a list, <c>84000</c> against <c>84000.0</c> and an absent value against null
/// change nothing, so that facts sent anew in another spelling cost no prediction.
/// </summary>
internal static class FactsFingerprint
{
    private const decimal One = 1.0000000000000000000000000000m;

    public static string Of(AccountFacts facts) =>
        Of(JsonSerializer.SerializeToUtf8Bytes(facts, AccountJson.Plain.AccountFacts));

    /// <param name="json">Facts as <see cref="AccountJson"/> writes them: dates are in UTC there.</param>
    public static string Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Hash(Encoding.UTF8.GetBytes(Canonical(document.RootElement)));
    }

    /// <summary>The hash of the bytes themselves.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));

    private static string Canonical(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => $"{{{string.Join(',', Fields(value))}}}",
            JsonValueKind.Array =>
                $"[{string.Join(',', value.EnumerateArray().Select(Canonical).Order(StringComparer.Ordinal))}]",
            JsonValueKind.Number => Number(value),
            _ => value.GetRawText(),
        };

    private static IEnumerable<string> Fields(JsonElement value) =>
        value
            .EnumerateObject()
            .Where(field => !IsNothing(field.Value))
            .Select(field => $"{field.Name}:{Canonical(field.Value)}");

    private static bool IsNothing(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    /// <summary>Without zeros behind the last digit: division drops those that a decimal keeps.</summary>
    private static string Number(JsonElement value) =>
        value.TryGetDecimal(out var number)
            ? (number / One).ToString(CultureInfo.InvariantCulture)
            : value.GetRawText();
}
