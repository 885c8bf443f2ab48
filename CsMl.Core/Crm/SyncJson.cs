using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Crm;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SyncCursor))]
internal sealed partial class SyncJson : JsonSerializerContext;
