using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Local.Host.Admin;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HostStatus))]
[JsonSerializable(typeof(IReadOnlyList<FunctionListing>))]
[JsonSerializable(typeof(FunctionInvocation))]
internal sealed partial class AdminJson : JsonSerializerContext;
