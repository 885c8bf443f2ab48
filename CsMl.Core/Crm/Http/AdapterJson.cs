using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Http;

/// <summary>JSON of the contract of docs/CRM.md.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AdapterPage))]
[JsonSerializable(typeof(AdapterCursor))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class AdapterJson : JsonSerializerContext;
