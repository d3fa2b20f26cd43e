"""What sellers write: the excuse it makes, then the words; and words that make none."""

SAID = """
unsealed | 亲，已拆封，不退的哦
unsealed | 您这个包装都拆开了，我们没办法，拆开就不能退了
unsealed | 拆封后一概不退
unsealed | 已 拆 封 ， 退 不 了
unsealed | 亲亲，商品拆封了不支持退货
unsealed | 打开包装就不给退了
unsealed | 开封过的产品不能退
unsealed | 拆过的我们不退
unsealed | 亲 您都已经拆开用了 我们这边是没办法退的
unsealed | 塑封膜拆了就不给退了
unsealed | 拆了封就不能退哦
unsealed | 包装都被你打开了，怎么退
unsealed | 这款面膜开封就没法退了
unsealed | 您把外包装撕开了，不好意思退不了
unsealed | 打开过的不接受退货
unsealed | 亲，已拆封影响不能退
no_return_here | 本店不支持七天无理由
no_return_here | 我们店不支持 7 天无理由退换货
no_return_here | 这款不参加七天无理由活动
no_return_here | 商品一经售出，概不退换
no_return_here | 不退不换，拍前看清楚
no_return_here | 亲，这个不适用七天无理由
no_return_here | 我们家没有七天无理由的
no_return_here | 不接受无理由退货
no_return_here | 本店不支持７天无理由退货
no_return_here | 店铺没有开通七天无理由退货服务
no_return_here | 我们不做退换货的
no_return_here | 售出商品恕不退换
no_return_here | 这个链接不支持退的
no_return_here | 本品不退不换介意勿拍
no_return_here | 页面写了不支持7天无理由的
no_return_here | 亲，咱们家不支持无理由的哈
no_return_here | 该商品不适用七天无理由退货
no_return_here | 售后说明写了概不退换
no_return_here | 小店薄利，一律不退
on_sale | 特价商品不退哦
on_sale | 清仓款是不能退的
on_sale | 打折的商品不退不换的
on_sale | 直播间下单的不退
on_sale | 活动款亲，不退的
on_sale | 断码的不退
on_sale | 活动价买的不能退哦
on_sale | 优惠商品不退不换
on_sale | 特价款非质量问题不退
on_sale | 双十一促销款不能退
on_sale | 秒杀商品一经拍下不退
on_sale | 尾货处理，不退不换
not_faulty | 不是质量问题我们不退的
not_faulty | 非质量问题不退不换
not_faulty | 没有质量问题是不能退的
not_faulty | 不喜欢不是退货的理由，不喜欢不能退
not_faulty | 质量没问题，不给退不退
not_faulty | 又不是质量问题为什么要退
not_faulty | 只有质量问题才能退
not_faulty | 除非质量问题否则不能退
not_faulty | 我们只有质量问题才退
not_faulty | 个人原因不予退货
not_faulty | 不喜欢的话不能退哦
not_faulty | 没有任何质量问题，无法退
resale | 吊牌都剪了，影响二次销售
resale | 这样我们没法二次销售
resale | 没有原包装不能退
resale | 包装破损我们是不退的
resale | 您用过了，影响再次销售
resale | 这样子回来我们就卖不了了
resale | 衣服有香水味影响我们二次销售
resale | 盒子没了退不了
resale | 已经没法再卖给别人了
resale | 洗过了会影响二次销售
too_late | 亲，已经超过七天了
too_late | 过了7天就不能退了呢
too_late | 您这个售后期已过
too_late | 超过退货时效了
too_late | 七天已过，系统关闭了
too_late | 您收到货都十天了，退不了
too_late | 过了退换货时间了
too_late | 超出七天无理由时间
too_late | 已经过了七天无理由时间了
too_late | 售后通道已经关闭
too_late | 早就过了退货期
made_to_order | 定制商品不退不换
made_to_order | 这是属于定制的
made_to_order | 这个是专门给您做的，退不了
made_to_order | 定做的东西不能退
made_to_order | 您备注了刻字，属于定制，不支持退
made_to_order | 按您尺寸做的不能退
made_to_order | 刻了字的不能退
made_to_order | 量身做的衣服不退
named_courier | 退货必须用顺丰，不然拒收
named_courier | 请用我们指定快递寄回
named_courier | 只收顺丰，别的快递不收
named_courier | 一定要发京东快递，其他拒收
named_courier | 到付一律拒收，必须用我们合作的快递
named_courier | 必须寄顺丰，不然不签收
named_courier | 非顺丰拒收
signed_means_fine | 签收即认可商品质量
signed_means_fine | 您签收就代表没有问题了
signed_means_fine | 签收后概不负责
signed_means_fine | 您都已经签收了，我们不负责
signed_means_fine | 签收视为验货合格
signed_means_fine | 签收了就说明您认可了
signed_means_fine | 本人签收后出现问题自行承担
signed_means_fine | 签收前没验货就是默认没问题
signed_means_fine | 签收就等于确认商品完好
signed_means_fine | 确认收货后不能退
final_say | 活动最终解释权归本店所有
final_say | 解释权归商家
final_say | 以本店解释为准
final_say | 一切解释权归本公司
final_say | 最终解释权归商家
final_say | 活动解释权在我们
platform_or_us | 我们平台不负责商品质量
platform_or_us | 这个您去找平台吧
platform_or_us | 是平台不让退，不是我们不退
platform_or_us | 这事跟平台没关系
platform_or_us | 平台概不承担
platform_or_us | 您找小红书客服吧
platform_or_us | 平台客服判了不退
platform_or_us | 平台那边不同意退
platform_or_us | 联系小红书客服处理吧
platform_or_us | 跟平台没有关系
only_a_gift | 赠品是不退不换的
only_a_gift | 赠品坏了没有售后
only_a_gift | 这个是送的，我们不管
only_a_gift | 换购品不在售后范围
only_a_gift | 赠送的东西坏了不包
only_a_gift | 赠品质量我们不保证
only_a_gift | 送的小样不退
only_a_gift | 换购的不支持售后
paid_outside | 您是私下转账的，不算店铺订单
paid_outside | 微信转的钱我们查不到
paid_outside | 这笔没走平台，我们不认
paid_outside | 那是客服个人行为
paid_outside | 您转给私人的，和我们店没关系
paid_outside | 线下付款的我们不负责
paid_outside | 钱转到个人账户了，店里查不到
shop_sold | 店铺已转让，找之前的人
shop_sold | 我们换老板了，以前的单子不管
shop_sold | 那是之前的老板卖的
shop_sold | 店铺换人了，之前的订单不归我管
shop_sold | 网店已经转让给别人
shop_sold | 原来的店主卖给你的
streamer_said | 主播说的不算数
streamer_said | 主播口误，以详情页为准
streamer_said | 那是主播个人说法
streamer_said | 直播间说的话不代表店铺
streamer_said | 那是主播乱说的
streamer_said | 以页面为准，主播说的不作数
streamer_said | 主播承诺的我们不认
streamer_said | 直播间说的跟店铺没关系
drop_it_first | 你先撤诉才能给你退款
drop_it_first | 撤销投诉后我们马上退
drop_it_first | 你取消投诉就给你退款
drop_it_first | 拿了补偿就不许投诉
drop_it_first | 先删差评再退钱
drop_it_first | 您先把平台上的撤回投诉再说
drop_it_first | 您把12315的投诉撤了我们就退
drop_it_first | 撤诉之后退您
drop_it_first | 删掉笔记才给退款
drop_it_first | 先把投诉撤了再谈
drop_it_first | 取消投诉之后给您打款
drop_it_first | 先删帖再说
drop_it_first | 不准投诉，投诉不退
keep_waiting | 亲，耐心等待一下哦
keep_waiting | 财务不在，过几天再说
keep_waiting | 退款在走流程，再等等
keep_waiting | 已经在催了，请等待
keep_waiting | 我们要核实一下，您等消息
keep_waiting | 还需要审核几天
keep_waiting | 财务还没上班呢
keep_waiting | 慢慢等吧
keep_waiting | 已经帮您催了
pay_more_first | 退货要扣百分之二十折旧费
pay_more_first | 拆了要收50手续费
pay_more_first | 用过了只能退一半
pay_more_first | 要扣您30%的折旧
pay_more_first | 开机要收取百分之三十损耗费
pay_more_first | 需要扣除20元包装费
pay_more_first | 只能给您退一部分
pay_more_first | 退的话要付清洗费
"""

NO_EXCUSE = """
好的
？？？
12345
亲，可以退的，请在订单里申请
好的亲，给您退款
未拆封可以退，拆封也可以退
不影响二次销售就给您退
我们支持七天无理由退货
没超过七天，可以退
不是定制的，能退
特价也可以退的
非质量问题也可以退，运费您出
退货地址：浙江省杭州市西湖区某路1号，收件人小李
快递单号发我一下
请提供开箱视频和照片
商品是正品，支持验货
颜色跟图片有差别是光线问题
我们的面霜含量就是2%
仓库说没有发错
这个尺码就是偏小的
您是不是不会用？
你这个人怎么这么麻烦
不认可你的说法
没有问题的呀
我们查了监控，发的就是这件
物流显示已签收，请注意查收
签收后退款会原路返回
亲，主播今晚八点开播
赠品不用退回来，您留着用
平台同意退款了
请不要私下转账，谨防诈骗
顺丰或者圆通都可以，不指定快递
包裹已经打开了，给您拍照
七天内给您处理好
Hello, please send it back
已经给你退了呀
亲，麻烦您打开包装拍一张照片
收到货请当面拆封验货
我们支持退货，麻烦您先把商品寄回
退款会在三天内原路退回
退货请备注订单号
您好，请问有什么可以帮您
这件是均码，不挑身材
颜色有色差属正常
您买的是特价款，七天内都能退
快递选哪家都行
平台规定七天无理由，您可以申请
直播间价格最低
主播说的就是这个价格
定制款正在生产
这个是定制款，大概十天发货
赠品随货一起寄的
赠品一起退回来就行
拆开后发现破损请联系我们
签收时请检查
投诉是您的权利
我们没有收到您的投诉
已经超过十万人购买
包装很好不会坏
您再看看尺码表
手续费由我们承担
店铺正在搞活动
老板说可以给您退
转账记录发我看看
系统显示退款成功
不用撤诉，我们直接退
好的，马上给您办理退款
请上传照片，我们看一下
这批货没有问题，您放心
您的地址发一下
我们发的是中通快递
发货后三天到
您好，这款有货
尺码偏大，建议拍小一码
我们是正规授权店铺
您可以打开看看里面有没有说明书
保质期三年
您收到的是新批次
七天无理由支持的，您申请吧
可以退，运费您承担
包装盒里有保修卡
拍下的话今天发
您说的情况我们了解了
退货邮费自理
这款不含赠品
直播间下单满减
主播晚上给您讲
没有过期，日期很新
小红书上有教程
老板娘亲自打包
换货可以吗
是不是您自己弄坏的
我们只卖正品
请不要给差评，有问题联系我们
给个好评返现五元
您的订单已签收
"""
