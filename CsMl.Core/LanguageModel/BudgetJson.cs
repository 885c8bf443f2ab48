using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Json;

namespace CsMl.Core.LanguageModel;

/// <summary>JSON of the budget rows.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)]
)]
[JsonSerializable(typeof(BudgetRow))]
internal sealed partial class BudgetJson : JsonSerializerContext
{
    private static BudgetJson? _plain;

    /// <inheritdoc cref="PlainText"/>
    public static BudgetJson Plain => _plain ??= new BudgetJson(PlainText.Of(Default.Options));
}
