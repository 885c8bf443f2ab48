using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts;

/// <summary>JSON of account facts and CTAs, identical in the store, in files and in responses.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter), typeof(ShortDecimalConverter)],
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(AccountFacts))]
[JsonSerializable(typeof(Cta))]
public sealed partial class AccountJson : JsonSerializerContext
{
    private static AccountJson? _plain;

    /// <inheritdoc cref="PlainText"/>
    public static AccountJson Plain => _plain ??= new AccountJson(PlainText.Of(Default.Options));
}
