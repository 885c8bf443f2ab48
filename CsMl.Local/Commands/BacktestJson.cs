using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Local.Commands;

/// <summary>What <c>backtest --json</c> prints.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Backtest))]
internal sealed partial class BacktestJson : JsonSerializerContext;
