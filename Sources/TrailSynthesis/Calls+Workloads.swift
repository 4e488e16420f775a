/// Calls of the company's containers, functions and pipelines.
extension Calls {
  private static let parameter =
    "/<pick shop|search|mail>/<pick prod|live>/<pick db-url|feature-flags|smtp-host|cache-nodes>"

  static let containers = [
    Call(
      "kms", "Decrypt", weight: 30, readOnly: true,
      request: """
        {"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{"PARAMETER_ARN":
        "arn:aws:ssm:<region>:<account>:parameter\(parameter)"},"keyId":
        "arn:aws:kms:<region>:<account>:key/<id 1d0b6a3e-52c7-4f88-b9aa- 3 12>"}
        """,
      resources: keyResources(id: "<id 1d0b6a3e-52c7-4f88-b9aa- 3 12>")),
    Call(
      "ssm", "GetParameters", weight: 25, version: "1.08", readOnly: true,
      request: """
        {"names":["\(parameter)","/shared/<pick region-map|log-level>"],"withDecryption":true}
        """,
      resources: """
        [{"accountId":"<account>",
        "ARN":"arn:aws:ssm:<region>:<account>:parameter\(parameter)"}]
        """
    ).failing(
      3, "AccessDenied",
      "User is not authorized to perform: ssm:GetParameters on resource: \(parameter)"),
    Call(
      "secretsmanager", "GetSecretValue", weight: 20, readOnly: true,
      request: """
        {"secretId":"arn:aws:secretsmanager:<region>:<account>:secret:
        <pick shop/db|search/token|mail/smtp>-<id k 1 5>"}
        """),
    Call(
      "ecr", "BatchGetImage", weight: 15, version: "1.08", readOnly: true,
      request: """
        {"registryId":"<account>","repositoryName":"<pick shop-web|shop-api|search-index>",
        "imageIds":[{"imageDigest":"sha256:<id d 6 63>"}],"acceptedMediaTypes":
        ["application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json"]}
        """,
      resources: """
        [{"accountId":"<account>","ARN":"arn:aws:ecr:<region>:<account>:repository/
        <pick shop-web|shop-api|search-index>"}]
        """),
    Call(
      "logs", "CreateLogStream", weight: 20, version: "1.08", readOnly: false,
      request: """
        {"logGroupName":"/<pick ecs|aws/lambda>/<pick shop-web|shop-api|search-index|mail-worker>",
        "logStreamName":"<pick web|api|worker>/<hex 32>"}
        """
    ).failing(
      8, "ResourceAlreadyExistsException", "The specified log stream already exists"),
    Call(
      "s3", "GetObject", weight: 20, readOnly: true, isData: true,
      request: """
        {"bucketName":"assets-<account>-<region>",
        "Host":"assets-<account>-<region>.s3.<region>.amazonaws.com",
        "key":"<pick catalog|images|mail-templates>/<hex 12>.<pick json|webp|html>"}
        """,
      additional: """
        {"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256",
        "bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader",
        "x-amz-id-2":"<base64 75>=","bytesTransferredOut":<int 900 90000>}
        """,
      resources: """
        [{"accountId":"<account>","type":"AWS::S3::Bucket",
        "ARN":"arn:aws:s3:::assets-<account>-<region>"}]
        """,
      tls: tlsBucket, requestID: "<base32 16>"),
  ]

  private static let tlsBucket = Call.tls(host: "assets-<account>-<region>.s3.<region>")

  static let pipeline = [
    Call(
      "ecs", "RegisterTaskDefinition", weight: 8, version: "1.08", readOnly: false,
      request: taskDefinition, response: #"{"taskDefinition":\#(taskDefinitionText)}"#),
    Call(
      "ecs", "UpdateService", weight: 8, version: "1.08", readOnly: false,
      request: """
        {"cluster":"live","service":"<pick shop-web|shop-api|search-index>",
        "taskDefinition":"<pick shop-web|shop-api|search-index>:<int 101 480>",
        "forceNewDeployment":false,"enableExecuteCommand":false}
        """),
    Call(
      "ecs", "DescribeServices", weight: 30, version: "1.08", readOnly: true,
      request: #"{"cluster":"live","services":["<pick shop-web|shop-api|search-index>"]}"#),
    Call(
      "ecr", "PutImage", weight: 10, version: "1.08", readOnly: false,
      request: """
        {"registryId":"<account>","repositoryName":"<pick shop-web|shop-api|search-index>",
        "imageTag":"<hex 40>","imageManifestMediaType":
        "application/vnd.docker.distribution.manifest.v2+json"}
        """,
      response: """
        {"image":{"registryId":"<account>","repositoryName":"<pick shop-web|shop-api|search-index>",
        "imageId":{"imageDigest":"sha256:<hex 64>","imageTag":"<hex 40>"}}}
        """),
    Call(
      "cloudformation", "DescribeStacks", weight: 20, version: "1.08", readOnly: true,
      request: #"{"stackName":"<pick network|shop|search|observability>"}"#
    ).failing(
      5, "ValidationError", "Stack with id <pick network|shop|search|observability> does not exist"),
    Call(
      "lambda", "UpdateFunctionCode20150331v2", weight: 6, version: "1.10", readOnly: false,
      request: """
        {"functionName":"<pick image-resize|report-export|mail-bounce>","publish":true,
        "s3Bucket":"artifacts-<account>","s3Key":"lambda/<hex 40>.zip","dryRun":false}
        """),
    Call(
      "cloudfront", "CreateInvalidation", weight: 5, readOnly: false, isGlobal: true,
      request: """
        {"distributionId":"<id E 3 13>","invalidationBatch":{"callerReference":"<uuid>",
        "paths":{"quantity":2,"items":["/index.html","/assets/*"]}}}
        """),
  ]

  private static let taskDefinition = Template(taskDefinitionText)
  private static let taskDefinitionText = """
    {"family":"<pick shop-web|shop-api|search-index>","networkMode":"awsvpc","cpu":"1024",
    "memory":"2048","executionRoleArn":"arn:aws:iam::<account>:role/ecs-execution",
    "containerDefinitions":[{"name":"app","image":"<account>.dkr.ecr.<region>.amazonaws.com/
    <pick shop-web|shop-api|search-index>@sha256:<id d 6 63>","essential":true,"cpu":0,
    "portMappings":[{"containerPort":8080,"hostPort":8080,"protocol":"tcp"}],
    "environment":"HIDDEN_DUE_TO_SECURITY_REASONS","mountPoints":[],"volumesFrom":[],
    "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":
    "/ecs/<pick shop-web|shop-api|search-index>","awslogs-region":"<region>",
    "awslogs-stream-prefix":"app"}}}],"requiresCompatibilities":["FARGATE"]}
    """
}
